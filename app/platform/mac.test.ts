import { createHmac, createSecretKey } from "node:crypto";
import { expect, test } from "vitest";
import { mac } from "./mac.server.ts";
import { mintKey } from "./secret.server.ts";
import type { Key } from "./secret.server.ts";

const TEXTS = [
  "shop=a.myshopify.com",
  "",
  "é 🎁 ".repeat(3_000),
  "short again",
  "a".repeat(960),
  "a".repeat(961),
  "b".repeat(70_000),
];

test("a signature is the HMAC that Node itself computes, whatever the lengths of key and text and whichever came before", () => {
  const keys = [1, 32, 63, 64, 65, 200].map((length) => createSecretKey(Buffer.alloc(length, 0xa7)) as Key);
  for (const key of [...keys, mintKey(), mintKey()]) {
    for (const text of TEXTS) {
      expect(mac(key, text, "hex")).toBe(createHmac("sha256", key).update(text).digest("hex"));
      expect(mac(key, text, "base64url")).toBe(createHmac("sha256", key).update(text).digest("base64url"));
      expect(mac(key, Buffer.from(text), "base64")).toBe(createHmac("sha256", key).update(text).digest("base64"));
    }
  }
});
