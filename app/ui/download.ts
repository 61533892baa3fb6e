/** A link that is gone at once would take the file with it in slower browsers. */
const KEPT_FOR_MS = 60_000;

/** Saves what the page itself holds as a file. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR_MS);
}

/** Saves one of the app's files: fetched with the session token, which a plain link inside the admin would not carry. */
export async function download(url: string, name: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    if (!response.ok) return false;
    saveFile(await response.blob(), name);
    return true;
  } catch {
    return false;
  }
}
