import { readSetting, readShop, type State } from "../state.ts";
import type { PageContext } from "./page-context.ts";

/** JSON that may stand inside a <script>. */
const inScript = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028|\u2029/g, "");

/** Stands for Shopify's `content_for_header`: window.Shopify, its features, and the assets that app blocks declare. */
export function contentForHeader(state: State, page: PageContext, assets: Iterable<string>): string {
  const shop = readShop(state);
  const region = readSetting(state, "privacy:region") ?? shop.country_code;
  const features = { accessToken: "", region, consentRequired: region !== "US", betas: [] };
  const lines = [
    `Shopify.shop = ${inScript(shop.domain)};`,
    `Shopify.locale = ${inScript(page.request.locale.iso_code)};`,
    `Shopify.currency = ${inScript({ active: shop.currency_code, rate: "1.0" })};`,
    `Shopify.country = ${inScript(shop.country_code)};`,
    `Shopify.theme = ${inScript({ name: "Dawn", id: 140838609942, role: "main", style: { id: null, handle: null } })};`,
    `Shopify.routes = { root: "/" };`,
    ...(page.request.design_mode ? ["Shopify.designMode = true;"] : []),
  ];
  return [
    `<script id="shopify-features" type="application/json">${inScript(features)}</script>`,
    `<script>var Shopify = Shopify || {};\n${lines.join("\n")}</script>`,
    ...assets,
  ].join("\n");
}
