import { defineConfig } from "vitest/config";

const shared = {
  setupFiles: ["tests/setup.ts"],
  globalSetup: ["tests/global-setup.ts"],
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // What comes a moment later comes much later on a busy machine.
  expect: { poll: { timeout: 30_000 } },
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: "parts",
          include: [
            "app/**/*.test.{ts,tsx}",
            "devstore/**/*.test.ts",
            "extensions/**/*.test.{ts,tsx}",
            "tests/**/*.test.ts",
            "tools/**/*.test.ts",
          ],
          exclude: ["tests/story/**"],
          sequence: { groupOrder: 0 },
        },
      },
      // The whole story wants the machine for itself.
      { test: { ...shared, name: "story", include: ["tests/story/*.test.ts"], sequence: { groupOrder: 1 } } },
    ],
  },
});
