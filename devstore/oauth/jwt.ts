import { createHmac, timingSafeEqual } from "node:crypto";

export type Claims = Readonly<Record<string, string | number>>;

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const mac = (input: string, secret: string) => createHmac("sha256", secret).update(input).digest("base64url");

/** JSON web token, HS256 with the app's client secret: the form of Shopify's id and session tokens. */
export function signJwt(claims: Claims, secret: string): string {
  const input = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${input}.${mac(input, secret)}`;
}

/** The claims when the signature holds; undefined otherwise. Times are for the caller to judge. */
export function verifyJwt(token: string, secret: string): Claims | undefined {
  const [head, body, signature] = token.split(".");
  if (!head || !body || !signature) return undefined;
  const expected = Buffer.from(mac(`${head}.${body}`, secret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  try {
    const header = JSON.parse(Buffer.from(head, "base64url").toString()) as { alg?: string };
    return header.alg === "HS256" ? (JSON.parse(Buffer.from(body, "base64url").toString()) as Claims) : undefined;
  } catch {
    return undefined;
  }
}
