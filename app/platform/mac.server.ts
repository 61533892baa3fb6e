import { createHmac, hash } from "node:crypto";
import type { Key } from "./secret.server.ts";

const BLOCK = 64;
/** Of larger ones the digests themselves are the cost, and the room for them would be kept. */
const LONGEST = 64 * 1024;
const [INNER, OUTER] = [0x36, 0x5c];

type Encoding = "hex" | "base64" | "base64url";
type Mac = (signed: string | Uint8Array, encoding: Encoding) => string;

/** The key with room behind it for what it signs. */
function padded(key: Buffer, mask: number, room: number): Buffer {
  const short = key.length > BLOCK ? hash("sha256", key, "buffer") : key;
  const pad = Buffer.alloc(BLOCK + room, mask).fill(0, BLOCK);
  short.forEach((byte, index) => (pad[index] = byte ^ mask));
  return pad;
}

function macUnder(key: Buffer): Mac {
  let inner = padded(key, INNER, 1024);
  const outer = padded(key, OUTER, 32);
  return (signed, encoding) => {
    const end = BLOCK + Buffer.byteLength(signed);
    if (end > LONGEST) return createHmac("sha256", key).update(signed).digest(encoding);
    if (end > inner.length) inner = Buffer.concat([inner], 2 * end);
    if (typeof signed === "string") inner.write(signed, BLOCK);
    else inner.set(signed, BLOCK);
    outer.write(hash("sha256", inner.subarray(0, end), "binary"), BLOCK, "binary");
    return hash("sha256", outer, encoding);
  };
}

const macs = new WeakMap<Key, Mac>();

/**
 * HMAC-SHA-256 (RFC 2104) as two one-shot digests over bytes that are kept: at the doors, where each request has two signatures,
 * making Node's Hmac object costs more than both digests.
 */
export function mac(key: Key, signed: string | Uint8Array, encoding: Encoding): string {
  let one = macs.get(key);
  if (one === undefined) macs.set(key, (one = macUnder(key.export())));
  return one(signed, encoding);
}
