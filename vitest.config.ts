import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import type { TestSpecification } from "vitest/node";

/** What takes minutes starts first, so that nobody waits for it at the end. It mostly waits itself: for processes that start, for pages. */
const LONG = [
  "tests/story/real-orders.test.ts",
  "tests/faults/faults.test.ts",
  "tests/faults/worker-ends.test.ts",
  "extensions/theme-quiz/src/tests/templates.test.ts",
  "extensions/theme-quiz/src/tests/popup.test.ts",
  "extensions/theme-quiz/src/tests/types.test.ts",
];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const places = new Map(files.map((file) => [file, LONG.findIndex((name) => file.moduleId.endsWith(`/${name}`))]));
    const isLong = (file: TestSpecification) => (places.get(file) ?? -1) >= 0;
    const long = files.filter(isLong).sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    return [...long, ...(await super.sort(files.filter((file) => !isLong(file))))];
  }
}

export default defineConfig({
  test: {
    // Two for the machine's two cores, and one that the story fills with waiting.
    maxWorkers: 3,
    sequence: { sequencer: LongFirst },
    include: [
      "app/**/*.test.{ts,tsx}",
      "devstore/**/*.test.ts",
      "extensions/**/*.test.{ts,tsx}",
      "tests/**/*.test.ts",
      "tools/**/*.test.ts",
    ],
    setupFiles: ["tests/setup.ts"],
    globalSetup: ["tests/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What comes a moment later comes much later on a busy machine.
    expect: { poll: { timeout: 30_000 } },
  },
});
