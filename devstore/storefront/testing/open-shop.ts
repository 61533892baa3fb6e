import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseAppConfig } from "../../app-config.ts";
import { loadFiles } from "../../loader/load-files.ts";
import { openState, type State } from "../../state.ts";
import { seedTheme } from "../../theme-editor/theme.ts";
import { storefrontApp } from "../storefront-app.ts";

export const PROXY_SECRET = "secret-of-the-test";

const PRODUCTS = `StockCode,Description,Type,Tags,Price,Stock,Parent,Option
100,Brass Lantern,Candles & Lights,"home, brass",24.00,5,100,
101,Blue Mug,Kitchen & Dining,"kitchen, blue",8.50,1,101,
102,Gone Vase,Home Decor,home,12.00,0,102,
103S,Oak Frame,Frames & Art,"home, wood",9.00,4,103S,Small
103L,Oak Frame,Frames & Art,"home, wood",14.00,0,103S,Large
`;
const ORDERS = `InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
1,100,1,2020-01-01T10:00,24.00,77,United Kingdom
2,101,2,2020-01-05T10:00,8.50,77,United Kingdom
3,101,1,2020-01-06T10:00,8.50,88,Germany
`;

const TOML = `client_id = "client"
name = "Candor"
handle = "candor"
application_url = "http://localhost:1"
[access_scopes]
scopes = ""
[webhooks]
api_version = "2026-07"
[app_proxy]
url = "http://localhost:1/proxy"
prefix = "apps"
subpath = "candor"
`;

export interface ShopUnderTest {
  state: State;
  origin: string;
  /** Where the app is reached. */
  appUrl: string;
  close(): Promise<void>;
}

async function listen(listener: RequestListener): Promise<{ server: Server; origin: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Files of the app's project: path → text. */
export type ProjectFiles = Readonly<Record<string, string>>;

/** A storefront over three small orders, with an app behind its proxy and the project's extensions given as text. */
export async function openShop(
  files: ProjectFiles = {},
  app: RequestListener = (_, reply) => reply.end(),
): Promise<ShopUnderTest> {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-"));
  const all = { "orders.csv": ORDERS, "products.csv": PRODUCTS, ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const state = openState(path.join(folder, "data"));
  seedTheme(state);
  await loadFiles(state, { orders: path.join(folder, "orders.csv"), products: path.join(folder, "products.csv") });
  state
    .sql(
      "INSERT INTO installations (client_id, scopes_json, installed_at) VALUES ('client', '[]', '2026-01-01T00:00:00Z')",
    )
    .run();
  const behind = await listen(app);
  const platform = { state, config: parseAppConfig(TOML), secret: PROXY_SECRET, appUrl: behind.origin };
  const front = await listen(storefrontApp(platform, { root: folder }) as RequestListener);
  return {
    state,
    origin: front.origin,
    appUrl: behind.origin,
    async close() {
      for (const { server } of [front, behind]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      state.db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A browser as far as these tests need one: it keeps cookies and does not follow redirects. */
export class Shopper {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  async ask(target: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const answer = await fetch(`${this.#origin}${target}`, { redirect: "manual", ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = cookie.split(";")[0]?.split("=") ?? [];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }

  async page(target: string): Promise<string> {
    return (await this.ask(target)).text();
  }

  post(target: string, body: object): Promise<Response> {
    return this.ask(target, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  submit(target: string, fields: Record<string, string>): Promise<Response> {
    return this.ask(target, { method: "POST", body: new URLSearchParams(fields) });
  }

  async logIn(email: string): Promise<void> {
    const answer = await this.submit("/account/login", { "customer[email]": email, "customer[password]": "demo" });
    if (answer.status !== 302) throw new Error(`log-in failed: ${answer.status}`);
  }
}

export function variantOf(state: State, sku: string): number {
  return (state.sql("SELECT id FROM variants WHERE sku = ?").get(sku) as { id: number }).id;
}

export function emailOf(state: State, customer: string): string {
  return (state.sql("SELECT email FROM customers WHERE note = ?").get(`CustomerID ${customer}`) as { email: string })
    .email;
}
