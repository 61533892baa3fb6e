interface Headers {
  origin?: string | undefined;
  host?: string | undefined;
  "x-forwarded-host"?: string | string[] | undefined;
}

const WRITING = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Another site's page had this browser write to us (A31). Remix sees that too, but takes it for a fault of ours. */
export function isForeignWrite(method: string | undefined, headers: Headers): boolean {
  const { origin } = headers;
  if (!WRITING.has(method ?? "") || origin === undefined) return false;
  const forwarded = [headers["x-forwarded-host"] ?? ""].flat()[0]?.split(",")[0]?.trim();
  return !URL.canParse(origin) || new URL(origin).host !== (forwarded || headers.host);
}
