import path from "node:path";
import { z } from "zod";

const secret = (bytes: number) =>
  z.string().refine((text) => Buffer.from(text, "base64").length >= bytes, `needs ${bytes} random bytes in base64`);

const Env = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  SHOPIFY_API_KEY: z.string().min(1, "the client id of your app"),
  SHOPIFY_API_SECRET: z.string().min(16, "the client secret of your app"),
  SHOPIFY_APP_URL: z.url().transform((url) => new URL(url).origin),
  CANDOR_SECRET: secret(32),
  DATABASE_FILE: z
    .string()
    .default("data/candor.db")
    .transform((file) => path.resolve(file)),
  /** How many proxies of ours (load balancer, tunnel) stand between Shopify and this process: each adds one to X-Forwarded-For. */
  FORWARDED_HOPS: z.coerce.number().int().min(0).max(9).default(1),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** Where mails go out, e.g. smtps://user:password@smtp.example.com. Without it no mail is sent and nothing asks for one. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** The sender, as in `Shop news <news@example.com>`. */
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n<>]*(<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, "write it as Name <name@example.com>")
    .optional(),
  /** Where App Bridge is loaded from; Shopify's own address unless the admin stands elsewhere. */
  APP_BRIDGE_URL: z.url().optional(),
});
export type Env = z.infer<typeof Env> & { inboxFile: string };

/** Reads the environment once, at boot; throws one error that lists every fault. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = Env.refine((env) => env.SMTP_URL === undefined || env.MAIL_FROM !== undefined, {
    path: ["MAIL_FROM"],
    message: "is needed with SMTP_URL",
  }).safeParse(source);
  if (parsed.success) {
    return { ...parsed.data, inboxFile: path.join(path.dirname(parsed.data.DATABASE_FILE), "inbox.db") };
  }
  const faults = parsed.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return source[name] === undefined ? `  ${name} is missing` : `  ${name}: ${issue.message}`;
  });
  throw new Error(`The environment is not right (see .env.example):\n${faults.join("\n")}`);
}
