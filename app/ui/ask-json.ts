/** A question to one of the app's own doors; App Bridge adds the session token. Undefined when the network failed. */
export async function askJson<T>(url: string, body: unknown, init: AskInit = {}): Promise<T | undefined> {
  try {
    const { token, ...rest } = init;
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      ...rest,
    });
    return (await response.json()) as T;
  } catch {
    return undefined;
  }
}

interface AskInit {
  signal?: AbortSignal;
  /** Goes on when the page is left: at most 64 kB. */
  keepalive?: boolean;
  /** A session token at hand: a page that is being left has no time to ask for one. */
  token?: string | undefined;
}
