/** A question to one of the app's own doors; App Bridge adds the session token. Undefined when the network failed. */
export async function askJson<T>(url: string, body: unknown, signal?: AbortSignal): Promise<T | undefined> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    return (await response.json()) as T;
  } catch {
    return undefined;
  }
}
