import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import type { KeyObject } from "node:crypto";

/**
 * 32 bytes that encrypt one shop's personal columns, or the master key that wraps them. An object, not bytes: Node makes one
 * anew of bytes each time they are used, which costs ten times the work itself.
 */
export type Key = KeyObject & { readonly key: unique symbol };

const VERSION = "v1";

/** A key for one use (`purpose`), derived from the master secret, so that no key serves two ends. */
export function deriveKey(masterSecret: string, purpose: string): Key {
  return keyFrom(Buffer.from(hkdfSync("sha256", Buffer.from(masterSecret, "base64"), "candor", purpose, 32)));
}

/** A secret that somebody else chose the length of. */
export const keyFromText = (secret: string): Key => createSecretKey(Buffer.from(secret)) as Key;

export const mintKey = (): Key => keyFrom(randomBytes(32));
export const keyFrom = (bytes: Buffer): Key => {
  if (bytes.length !== 32) throw new Error("a key has 32 bytes");
  return createSecretKey(bytes) as Key;
};

/** AES-256-GCM. `place` (table.column, row) is authenticated: a sealed value cannot be moved elsewhere. */
export function seal(key: Key, place: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [VERSION, iv.toString("base64url"), Buffer.concat([body, cipher.getAuthTag()]).toString("base64url")].join(
    ".",
  );
}

/** Throws when the key, the place or a byte is wrong. */
export function open(key: Key, place: string, sealed: string): string {
  const [version, iv, body] = sealed.split(".");
  if (version !== VERSION || iv === undefined || body === undefined) throw new Error("not a sealed value");
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url")).setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8");
}

/** Keyed hash: finds an equal value without storing it. */
export const blindIndex = (key: Key, text: string): string =>
  createHmac("sha256", key).update(text).digest("base64url");

export function sameSecret(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
