import { createHmac, randomUUID } from "node:crypto";
import type { AppHome } from "../real-app/real-app.ts";

const CLIENT_ID = "a client id";
const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

export const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
export const seconds = () => Math.floor(Date.now() / 1000);
/** What Shopify puts into the id token of a merchant. */
export const claimsOf = (shop: string) => ({
  iss: `https://${shop}/admin`,
  dest: `https://${shop}`,
  aud: CLIENT_ID,
  sub: "7",
  exp: seconds() + 60,
  nbf: seconds() - 5,
  iat: seconds() - 5,
  jti: randomUUID(),
  sid: randomUUID(),
});
export function tokenOf(claims: object, secret: string, alg = "HS256"): string {
  const text = `${part({ alg, typ: "JWT" })}.${part(claims)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

export interface Sent {
  method?: string;
  token?: string;
  body?: string;
  headers?: Record<string, string>;
}

export async function sendTo(home: AppHome, address: string, { method = "GET", token, body, headers = {} }: Sent = {}) {
  const all: Record<string, string> = { "User-Agent": CHROME, ...headers };
  if (token !== undefined) all.Authorization = `Bearer ${token}`;
  const response = await fetch(home.url + address, {
    method,
    headers: all,
    ...(body === undefined ? {} : { body }),
    redirect: "manual",
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

export const form = (fields: Record<string, string>): Sent => ({
  method: "POST",
  body: new URLSearchParams(fields).toString(),
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
});
export const json = (value: unknown): Sent => ({
  method: "POST",
  body: JSON.stringify(value),
  headers: { "Content-Type": "application/json" },
});
