import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import path from "node:path";

const say = (line: string) => process.stdout.write(`${line}\n`);

export interface DemoOptions {
  portBase: number;
  /** Where both sides keep their state. */
  folder: string;
  fresh: boolean;
  orders?: string;
  products?: string;
}

export interface Demo {
  folder: string;
  urls: {
    admin: string;
    app: string;
    storefront: string;
    customers: string;
    mail: string;
    control: string;
    appDirect: string;
  };
  /** Lines that the development store printed: figures and log-ins. */
  storeSays: string[];
  restartApp(signal?: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

/** Secrets of this demo only, made once per folder. */
function secretsOf(folder: string): { SHOPIFY_API_SECRET: string; CANDOR_SECRET: string } {
  const file = path.join(folder, "secrets.json");
  if (!existsSync(file)) {
    const secret = () => randomBytes(32).toString("base64");
    writeFileSync(file, JSON.stringify({ SHOPIFY_API_SECRET: secret(), CANDOR_SECRET: secret() }), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Starts a process of ours; resolves when a line of its output matches `ready`. */
function start(
  args: string[],
  env: Record<string, string>,
  ready: RegExp,
  onLine: (line: string) => void,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        onLine(line);
        if (ready.test(line)) resolve(child);
      }
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => process.stderr.write(text));
    child.on("exit", (code) =>
      reject(new Error(`${args.find((arg) => arg.endsWith(".ts"))} ended with exit code ${code} before it was ready`)),
    );
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const overdue = setTimeout(() => child.kill("SIGKILL"), 22_000);
    child.on("exit", () => {
      clearTimeout(overdue);
      resolve();
    });
    child.kill(signal);
  });
}

async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (await check().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not become ready in two minutes`);
}

/** Left alone, an app that does not get ready would run on, and whoever started it would wait for it for ever. */
async function readyOrEnded(app: ChildProcess, url: string): Promise<ChildProcess> {
  try {
    await until(async () => (await fetch(url)).ok, "the app");
    return app;
  } catch (error) {
    await end(app);
    throw error;
  }
}

/** What the app's process is started with: the same code as against Shopify, pointed at the store from outside. */
function appEnv(secrets: Record<string, string>, folder: string, at: (offset: number) => string, portBase: number) {
  return {
    ...secrets,
    NODE_ENV: "production",
    SHOPIFY_API_KEY: "candor-local-client-id",
    SHOPIFY_APP_URL: at(102),
    APP_BRIDGE_URL: `${at(100)}/app-bridge.js`,
    DEVSTORE_ORIGIN: at(100),
    DATABASE_FILE: path.join(folder, "app", "candor.db"),
    PORT: String(portBase),
    SMTP_URL: `smtp://localhost:${portBase + 110}`,
    MAIL_FROM: "Candor Demo <hello@candor-demo.example>",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
  };
}

/** What a person, or a test in their place, opens. */
function urlsOf(at: (offset: number) => string): Demo["urls"] {
  return {
    admin: `${at(100)}/store/candor-demo`,
    app: `${at(100)}/store/candor-demo/apps/candor`,
    storefront: at(101),
    customers: `${at(100)}/store/candor-demo/customers`,
    mail: `${at(100)}/store/candor-demo/mail`,
    control: at(109),
    appDirect: at(0),
  };
}

/** Both sides up and ready. Everything that a person opens is in `urls`. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { portBase, folder } = options;
  if (options.fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const secrets = secretsOf(folder);
  const at = (offset: number) => `http://localhost:${portBase + offset}`;
  const storeSays: string[] = [];
  const store = await start(
    [
      "devstore/main.ts",
      ...["--data", path.join(folder, "store"), "--port-base", String(portBase)],
      ...(options.orders === undefined ? [] : ["--orders", options.orders]),
      ...(options.products === undefined ? [] : ["--products", options.products]),
    ],
    { SHOPIFY_API_SECRET: secrets.SHOPIFY_API_SECRET },
    /^devstore ready/,
    (line) => {
      storeSays.push(line);
      if (!/^(devstore ready|log in)/.test(line)) say(`  ${line}`);
    },
  );
  // As Shopify grants on request: with it the whole history is read. Revoke it in the admin to see 60 days.
  await fetch(`${at(109)}/scopes`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ read_all_orders: true }),
  });
  const env = appEnv(secrets, folder, at, portBase);
  const startApp = async () => {
    const child = await start(
      ["--import", "./devstore/preload.mjs", "tools/start.ts"],
      env,
      /^candor listening/,
      (line) => {
        if (line.startsWith("{")) process.stderr.write(`${line}\n`);
      },
    );
    return readyOrEnded(child, `${at(0)}/readyz`);
  };
  let app = await startApp().catch(async (error: unknown) => {
    await end(store);
    throw error;
  });
  return {
    folder,
    storeSays,
    urls: urlsOf(at),
    async restartApp(signal = "SIGTERM") {
      await end(app, signal);
      app = await startApp();
    },
    async stop() {
      await end(app);
      await end(store);
    },
  };
}
