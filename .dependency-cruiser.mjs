// The law of the house: data flows right, imports point left. Each rule is seen to fire in tests/guards.test.ts.

/** Left to right: a room may use the rooms before it. */
export const rooms = [
  "shop",
  "catalog",
  "quiz",
  "profile",
  "experiment",
  "recommendation",
  "optin",
  "incentive",
  "asking",
  "response",
  "order",
  "segment",
  "automation",
  "customer",
  "insight",
  "privacy",
];

const test = String.raw`(\.test\.tsx?$|^extensions/[^/]+/(src/)?tests/)`;
/** Decides and nothing else: a plain `.ts` in a room, or in shopify/. Tests beside it are not part of it. */
const pure = String.raw`^app/(shopify|${rooms.join("|")})/[^.]+\.ts$`;
const storeFiles = String.raw`\.store\.server\.ts$`;
const npm = (...names) => `(^|/)node_modules/(${names.join("|")})(/|$)`;

const looksLeft = rooms.slice(0, -1).map((room, index) => ({
  name: `rooms-look-left-${room}`,
  comment: `${room} may use only the rooms before it; later rooms hear of news through a queued job.`,
  severity: "error",
  from: { path: `^app/${room}/` },
  to: { path: `^app/(${rooms.slice(index + 1).join("|")})/` },
}));

const doors = [
  {
    name: "rooms-know-no-door",
    comment: "Rooms, parts and foundations know neither routes nor the files that wire the processes together.",
    severity: "error",
    from: { path: String.raw`^app/[^/]+/`, pathNot: [String.raw`^app/routes/`, test] },
    to: { path: [String.raw`^app/[^/]+$`, String.raw`^app/routes/`] },
  },
  {
    name: "nobody-imports-a-route",
    comment:
      "A route is a door: authenticate, parse, one call, answer. What two doors share belongs to a room or to ui/.",
    severity: "error",
    from: { pathNot: [test] },
    to: { path: "^app/routes/" },
  },
  {
    name: "quiz-knows-no-editor",
    comment: "The editor shows and changes a quiz; what a quiz is works without it.",
    severity: "error",
    from: { path: "^app/quiz/", pathNot: "^app/quiz/editor/" },
    to: { path: "^app/quiz/editor/" },
  },
];

const foundations = [
  {
    name: "contract-knows-nobody",
    comment: "contract/ is the words spoken through a wall: zod and itself.",
    severity: "error",
    from: { path: "^app/contract/", pathNot: test },
    to: { pathNot: ["^app/contract/", npm("zod")] },
  },
  {
    name: "platform-knows-no-room",
    comment: "platform/ uses contract/ and libraries.",
    severity: "error",
    from: { path: "^app/platform/", pathNot: test },
    to: { path: "^app/", pathNot: "^app/(platform|contract)/" },
  },
  {
    name: "shopify-knows-no-room",
    comment: "shopify/ uses platform/, contract/ and libraries.",
    severity: "error",
    from: { path: "^app/shopify/", pathNot: test },
    to: { path: "^app/", pathNot: "^app/(shopify|platform|contract)/" },
  },
  {
    name: "ui-knows-no-room",
    comment: "ui/ holds Polaris parts for two or more routes; what knows a room belongs to that room.",
    severity: "error",
    from: { path: "^app/ui/", pathNot: test },
    to: { path: "^app/", pathNot: "^app/(ui|contract)/" },
  },
];

const purity = [
  {
    name: "pure-stays-pure",
    comment:
      "A plain .ts in a room decides: it imports plain .ts, contract, the plain .ts of platform, and pure libraries.",
    severity: "error",
    from: { path: pure },
    to: { pathNot: [pure, String.raw`^app/(contract|platform)/[^.]+\.ts$`, npm("zod")] },
  },
  {
    name: "parts-import-no-server",
    comment:
      "A .tsx reaches the browser. Only routes, root and entries may import .server files (Remix cuts those imports out).",
    severity: "error",
    from: { path: String.raw`^app/.+\.tsx$`, pathNot: [String.raw`^app/(routes/|root\.tsx|entry\.)`, test] },
    to: { path: String.raw`\.server\.tsx?$` },
  },
];

const databases = [
  {
    name: "only-stores-touch-the-database",
    comment:
      "Prisma and SQLite (their types too) are seen by *.store.server.ts and platform/ only; others pass platform's Tx on.",
    severity: "error",
    from: { path: "^(app|extensions)/", pathNot: ["^app/platform/", storeFiles, test] },
    to: { path: npm("@prisma/[^/]+", String.raw`\.prisma`, "better-sqlite3") },
  },
];

const walls = [
  {
    name: "extensions-import-little",
    comment:
      "What ships to a storefront takes types from contract/ and the pure walk: quiz/{flow,answer,pipe}, experiment/assign.",
    severity: "error",
    from: { path: "^extensions/", pathNot: test },
    to: {
      path: "^(app|devstore|tools|tests|benchmarks)/",
      pathNot: [
        String.raw`^app/contract/`,
        String.raw`^app/quiz/(flow|answer|date-answer|pipe)\.ts$`,
        String.raw`^app/experiment/assign\.ts$`,
      ],
    },
  },
  {
    name: "extensions-take-types-only-from-contract",
    comment: "contract/ brings zod: the storefront takes its types, not its code.",
    severity: "error",
    from: { path: "^extensions/", pathNot: test },
    to: { path: "^app/contract/", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "app-and-devstore-meet-on-the-wire-1",
    severity: "error",
    comment: "The app knows nothing of the development store.",
    from: { path: "^(app|extensions)/" },
    to: { path: "^devstore/" },
  },
  {
    name: "app-and-devstore-meet-on-the-wire-2",
    severity: "error",
    comment: "The development store knows nothing of the app.",
    from: { path: "^devstore/" },
    to: { path: "^(app|extensions)/" },
  },
  {
    name: "nothing-ships-with-tests-or-tools",
    severity: "error",
    comment: "The app does not need tests, tools or benchmarks to run.",
    from: { path: "^(app|extensions)/", pathNot: test },
    to: { path: "^(tests|tools|benchmarks)/" },
  },
  {
    name: "peers-are-measured-only",
    severity: "error",
    comment: "DuckDB is what benchmarks measure against; nothing else may come to need it.",
    from: { pathNot: "^benchmarks/" },
    to: { path: npm("@duckdb/[^/]+") },
  },
];

const hygiene = [
  { name: "no-cycles", severity: "error", comment: "No cycles, types included.", from: {}, to: { circular: true } },
  {
    name: "no-unresolved",
    severity: "error",
    comment: "An import leads somewhere.",
    from: {},
    // Made by the Remix build, not by us.
    to: { couldNotResolve: true, pathNot: ["^virtual:", "build/server"] },
  },
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [...looksLeft, ...doors, ...foundations, ...purity, ...databases, ...walls, ...hygiene],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^build/", "/dist/", "^extensions/[^/]+/assets/"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
