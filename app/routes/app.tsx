import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, Outlet, useLoaderData, useRouteError, useRouteLoaderData } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { env } from "../db.server.ts";
import { requireMerchant } from "../merchant.server.ts";
import candorStyles from "../ui/candor.css?url";
import listStyles from "../ui/list.css?url";
import { ErrorPage } from "../ui/error-page.tsx";

const texts = {
  home: "Home",
  quizzes: "Quizzes & surveys",
  segments: "Segments",
  customers: "Customers",
  settings: "Settings",
};

export const links = () => [polarisStyles, candorStyles, listStyles].map((href) => ({ rel: "stylesheet", href }));
export const meta = () => [{ title: "Candor" }];

export async function loader({ request }: LoaderFunctionArgs) {
  await requireMerchant(request);
  return { apiKey: env.SHOPIFY_API_KEY, appBridgeUrl: env.APP_BRIDGE_URL };
}

function Menu() {
  return (
    <ui-nav-menu>
      <a href="/app" rel="home">
        {texts.home}
      </a>
      <a href="/app/quizzes">{texts.quizzes}</a>
      <a href="/app/segments">{texts.segments}</a>
      <a href="/app/customers">{texts.customers}</a>
      <a href="/app/settings">{texts.settings}</a>
    </ui-nav-menu>
  );
}

/** The frame around every page of the admin: App Bridge, Polaris and the app's menu. */
export default function App() {
  const { apiKey, appBridgeUrl } = useLoaderData<typeof loader>();
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey} __APP_BRIDGE_URL={appBridgeUrl}>
      <Menu />
      <Outlet />
    </AppProvider>
  );
}

/**
 * The library's own answers are pages of status 200 (a bounce for a fresh session token) and pass through; everything else
 * gets a page in the app's words, never the words of the error.
 */
export function ErrorBoundary() {
  const error = useRouteError();
  const frame = useRouteLoaderData<typeof loader>("routes/app");
  if (isRouteErrorResponse(error) && error.status < 400) return boundary.error(error);
  return (
    <AppProvider
      isEmbeddedApp={frame !== undefined}
      apiKey={frame?.apiKey ?? ""}
      __APP_BRIDGE_URL={frame?.appBridgeUrl}
    >
      <Menu />
      <ErrorPage />
    </AppProvider>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
