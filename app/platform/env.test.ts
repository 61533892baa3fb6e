import { expect, test } from "vitest";
import { readEnv } from "./env.server.ts";

const good = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "0123456789abcdef",
  SHOPIFY_APP_URL: "https://candor.example/path",
  CANDOR_SECRET: Buffer.alloc(32, 1).toString("base64"),
};

test("a right environment is read, the origin alone kept of the app's address", () => {
  expect(readEnv(good)).toMatchObject({
    SHOPIFY_APP_URL: "https://candor.example",
    PORT: 3000,
    NODE_ENV: "production",
  });
});

test("all faults are listed at once, by name", () => {
  const faulty = () => readEnv({ ...good, SHOPIFY_API_KEY: undefined, CANDOR_SECRET: "short", PORT: "99999999" });
  expect(faulty).toThrow(/SHOPIFY_API_KEY is missing[\s\S]*CANDOR_SECRET: needs 32 random bytes[\s\S]*PORT:/);
});
