/** Whole lines of a JSONL file: `text` ends before a newline; `bytes` and `lines` count what it covers, newlines included. */
export interface Segment {
  text: string;
  bytes: number;
}

export type FileEnd = "complete" | "cut";

/** The address no longer works: Shopify must be asked for another, or the export be run again (F20). */
export class FileGone extends Error {}

const NEWLINE = 0x0a;
const PARENT_MARK = '"__parentId"';
/** How far back from a cut we look for a line that starts a new object. */
const LOOK_BACK = 200;

/**
 * Downloads from `fromByte` on in constant memory. Segments have about `size` bytes and end before a parent where one is near,
 * so that children stay with it. Returns whether the file ended with a whole line (F21).
 */
export async function* readSegments(
  url: string,
  fromByte: number,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<Segment, FileEnd> {
  let parts: Buffer[] = [];
  let held = 0;
  for await (const chunk of download(url, fromByte, signal)) {
    parts.push(chunk);
    held += chunk.length;
    while (held >= size) {
      const buffer = Buffer.concat(parts);
      const end = findCut(buffer, size);
      if (end > 0) yield segmentOf(buffer, end);
      parts = [buffer.subarray(end)];
      held = buffer.length - end;
      if (end === 0) break;
    }
  }
  const rest = Buffer.concat(parts);
  const end = rest.lastIndexOf(NEWLINE) + 1;
  if (end > 0) yield segmentOf(rest, end);
  const last = rest.subarray(end);
  if (last.length === 0) return "complete";
  if (!isJson(last.toString("utf8"))) return "cut";
  yield { text: last.toString("utf8"), bytes: last.length };
  return "complete";
}

const segmentOf = (buffer: Buffer, end: number): Segment => ({ text: buffer.toString("utf8", 0, end - 1), bytes: end });

/** The end of a segment of about `size` bytes: after a newline, at best one that a parent follows. 0: not yet to be found. */
function findCut(buffer: Buffer, size: number): number {
  const last = buffer.lastIndexOf(NEWLINE, size - 1) + 1;
  if (last === 0) return buffer.indexOf(NEWLINE) + 1;
  let lineEnd = last;
  for (let tries = 0; tries < LOOK_BACK; tries += 1) {
    const lineStart = buffer.lastIndexOf(NEWLINE, lineEnd - 2) + 1;
    if (lineStart === 0) return last;
    // Cuts before a parent: its children, and perhaps more of them behind the cut, go into the next segment.
    if (!buffer.subarray(lineStart, lineEnd).includes(PARENT_MARK)) return lineStart;
    lineEnd = lineStart;
  }
  return last;
}

const STALL_MS = 20_000;

async function* download(url: string, fromByte: number, stop: AbortSignal): AsyncGenerator<Buffer> {
  const headers = fromByte > 0 ? { range: `bytes=${fromByte}-` } : undefined;
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new Error("the download stood still")), STALL_MS);
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.any([stop, stalled.signal]) });
    for await (const part of partsOf(response, fromByte)) {
      timer.refresh();
      yield part;
      timer.refresh();
    }
  } finally {
    clearTimeout(timer);
  }
}

async function* partsOf(response: Response, fromByte: number): AsyncGenerator<Buffer> {
  if (response.status === 416) return;
  if ([403, 404, 410].includes(response.status)) throw new FileGone("the file is no longer there");
  if (!response.ok || response.body === null) throw new Error(`the file could not be read (${response.status})`);
  // Who does not know ranges sends all of it.
  let skip = response.status === 206 ? 0 : fromByte;
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    if (skip >= chunk.length) skip -= chunk.length;
    else {
      yield skip > 0 ? chunk.subarray(skip) : chunk;
      skip = 0;
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
