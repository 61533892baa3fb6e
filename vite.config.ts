import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [
    remix({
      ignoredRouteFiles: ["**/.*", "**/*.test.{ts,tsx}"],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: true,
      },
    }),
  ],
  // The server bundle awaits its database at the top level.
  // Bundled: liquidjs, so that what runs needs no package that only development has; the others are hundreds of files, two copies of some, at every start.
  ssr: { noExternal: ["liquidjs", "@shopify/polaris", "@shopify/polaris-icons", "@shopify/shopify-app-remix"] },
  build: { assetsInlineLimit: 0, target: "es2022" },
  // A cold start that finds these late re-optimises and ends with two Reacts.
  optimizeDeps: {
    include: [
      "react",
      "react/jsx-runtime",
      "react/jsx-dev-runtime",
      "react-dom",
      "react-dom/client",
      "@remix-run/react",
      "@shopify/polaris",
      "@shopify/shopify-app-remix/react",
    ],
    exclude: ["@prisma/client", "@prisma/adapter-better-sqlite3"],
  },
});
