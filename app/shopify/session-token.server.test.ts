import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Refusal } from "../platform/refusal.ts";
import { verifySessionToken } from "./session-token.server.ts";

const SECRET = "hush";
const CLIENT = "candor-local-client-id";
const NOW = new Date("2026-07-01T12:00:00Z");
const s = NOW.getTime() / 1000;

const claims = {
  dest: "candor-demo.myshopify.com",
  aud: CLIENT,
  exp: s + 300,
  nbf: s,
  iat: s,
  jti: "one",
  sub: "gid://shopify/Customer/42",
};
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function token(change: object = {}, head: object = { alg: "HS256", typ: "JWT" }, secret = SECRET): string {
  const text = `${part(head)}.${part({ ...claims, ...change })}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

const verify = (text: string) => verifySessionToken(text, CLIENT, SECRET, NOW);

describe("verifySessionToken", () => {
  it("reads a checkout extension's token, and the admin's", () => {
    expect(verify(token())).toEqual({
      hasIssuer: false,
      shop: "candor-demo.myshopify.com",
      subject: "gid://shopify/Customer/42",
      id: "one",
    });
    const admin = {
      dest: "https://candor-demo.myshopify.com",
      iss: "https://candor-demo.myshopify.com/admin",
      sub: "7",
    };
    expect(verify(token(admin)).shop).toBe("candor-demo.myshopify.com");
    expect(verify(token({ sub: undefined })).subject).toBeUndefined();
  });

  it("A10: refuses every other token with 401", () => {
    const [head, body] = token().split(".");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const rs = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
    const bad: Record<string, string> = {
      none: `${part({ alg: "none" })}.${body}.`,
      "none, signed": token({}, { alg: "none" }),
      RS256: `${rs}.${createSign("RSA-SHA256").update(rs).sign(privateKey, "base64url")}`,
      "RS256 by name": token({}, { alg: "RS256" }),
      "wrong audience": token({ aud: "other" }),
      "wrong key": token({}, undefined, "other"),
      expired: token({ exp: s - 11 }),
      "no exp": token({ exp: undefined }),
      "exp as text": token({ exp: String(s + 300) }),
      "not yet": token({ nbf: s + 60 }),
      "no nbf": token({ nbf: undefined }),
      "iss of another shop": token({ iss: "https://other.myshopify.com/admin" }),
      "no dest": token({ dest: undefined }),
      "dest elsewhere": token({ dest: "evil.com" }),
      "dest with a trick": token({ dest: "candor-demo.myshopify.com.evil.com" }),
      "8 kB": token({ sub: "x".repeat(8192) }),
      unsigned: `${head}.${body}`,
      "four parts": `${token()}.x`,
      "no JSON": `${head}.AAAA.${createHmac("sha256", SECRET).update(`${head}.AAAA`).digest("base64url")}`,
      empty: "",
    };
    for (const [name, text] of Object.entries(bad)) {
      let status = 200;
      try {
        verify(text);
      } catch (error) {
        status = error instanceof Refusal ? error.status : 500;
      }
      expect(status, name).toBe(401);
    }
  });
});
