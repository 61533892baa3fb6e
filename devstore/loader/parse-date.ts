const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?$/;
const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** Milliseconds since 1970, read as UTC. `12/1/2010 8:26` is month first, as in the published Online Retail file. */
export function parseDate(text: string): number | undefined {
  const iso = ISO.exec(text);
  const american = iso ? undefined : AMERICAN.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : [american?.[3], american?.[1], american?.[2]];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const [hour = "0", minute = "0", second = "0"] = (iso ?? american)?.slice(4) ?? [];
  const parts = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts;
  const made = new Date(Date.UTC(y, mo - 1, d, h, mi, s));
  // Date.UTC rolls over: 31 April would become 1 May.
  const same = made.getUTCMonth() === mo - 1 && made.getUTCDate() === d && h < 24 && mi < 60 && s < 60;
  return same ? made.getTime() : undefined;
}
