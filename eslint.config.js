// What a reader should not have to check. Each rule is seen to fire in tests/guards.test.ts.
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const tests = ["**/*.test.ts", "**/*.test.tsx", "tests/**", "extensions/*/src/tests/**"];
const limit = (max) => ["error", { max, skipBlankLines: false, skipComments: false }];

/** Nothing re-exports: an import names the file where a thing lives. */
const noBarrels = [
  { selector: "ExportAllDeclaration", message: "No barrels: import from the file where it lives." },
  { selector: "ExportNamedDeclaration[source]", message: "No barrels: import from the file where it lives." },
];
const ambient = "is an argument outside app/platform (a clock, a random source, a parsed environment).";
const noAmbient = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: `Time ${ambient}` },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: `Time ${ambient}` },
  { selector: "CallExpression[callee.name='Date']", message: `Time ${ambient}` },
  { selector: "MemberExpression[object.name='performance'][property.name='now']", message: `Time ${ambient}` },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: `Randomness ${ambient}` },
  {
    selector: "MemberExpression[property.name=/^(randomUUID|getRandomValues|randomBytes)$/]",
    message: `Randomness ${ambient}`,
  },
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: `The environment ${ambient}` },
];
/** The import rules keep Prisma's names out; these keep its methods out where a `Tx` only passes through. */
const sql = "SQL and Prisma calls belong to a *.store.server.ts.";
const noQueries = [
  { selector: "MemberExpression[property.name=/^\\$(query|execute)Raw/]", message: sql },
  { selector: "CallExpression[callee.object.object.name=/^(tx|read)$/]", message: sql },
  { selector: "CallExpression[callee.object.object.property.name='read']", message: sql },
];

export default defineConfig(
  {
    ignores: [
      "node_modules/",
      "build/",
      "**/dist/",
      "coverage/",
      ".demo/",
      ".cache/",
      "app/generated/",
      "extensions/*/assets/",
      "**/*.{js,mjs,cjs}",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts", "**/*.tsx"],
    plugins: { "@typescript-eslint": tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "max-lines": limit(300),
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: false, skipComments: false, IIFEs: true }],
      "no-control-regex": "error",
      "no-eval": "error",
      "no-restricted-syntax": ["error", ...noBarrels],
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": "allow-with-description" }],
    },
  },
  {
    // Polaris and HTML take a line per attribute: a part may be longer than a decision.
    files: ["**/*.tsx"],
    rules: { "max-lines-per-function": ["error", { max: 120, IIFEs: true }] },
  },
  {
    // Elsewhere a `default` counts as an answer; in the app a new kind must be looked at in every switch.
    files: ["app/**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: false }],
    },
  },
  {
    files: ["app/**/*.{ts,tsx}"],
    ignores: [...tests, "app/platform/**"],
    rules: {
      "no-console": "error",
      "no-restricted-syntax": ["error", ...noBarrels, ...noAmbient, ...noQueries],
    },
  },
  {
    files: ["app/**/*.store.server.ts"],
    rules: { "no-restricted-syntax": ["error", ...noBarrels, ...noAmbient] },
  },
  {
    // Remix builds one server bundle from here: it hands the hot door to http.server.ts.
    files: ["app/entry.server.tsx"],
    rules: { "no-restricted-syntax": ["error", ...noAmbient, ...noQueries] },
  },
  // As long as what it is made from.
  { files: ["**/*.generated.ts"], rules: { "max-lines": "off" } },
  { files: ["app/platform/**"], ignores: tests, rules: { "no-console": "error" } },
  { files: ["app/routes/**"], ignores: tests, rules: { "max-lines": limit(120) } },
  {
    // `describe` wraps a whole file: its length says nothing.
    files: tests,
    rules: { "max-lines-per-function": "off", "no-eval": "off" },
  },
);
