import { toast } from "./toast.ts";

const texts = { failed: "Your browser did not allow copying. Select the text and copy it." };

/** Into the clipboard, and says so. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(done);
  } catch {
    toast(texts.failed, true);
  }
}
