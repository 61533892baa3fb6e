import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startDemo } from "../../tools/demo-processes.ts";
import { openBrowser } from "./browser.ts";
import { readStore } from "./store.ts";
import type { Scene } from "./scene.ts";
import { steps } from "./steps.ts";

export interface StoryOptions {
  portBase: number;
  orders?: string;
  products?: string;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Plays the whole story against a fresh store, step by step; prints `ok …` per step and the totals. True when all passed. */
export async function playStory(options: StoryOptions): Promise<boolean> {
  // Empty counts as unset: the folder is emptied first, and "" would be the place we stand in.
  const folder = process.env.STORY_FOLDER || mkdtempSync(path.join(tmpdir(), "candor-story-"));
  const pictures = process.env.SCREENSHOTS;
  let passed = 0;
  let failed = 0;
  let scene: Scene | undefined;
  try {
    const demo = await startDemo({ ...options, folder, fresh: true });
    scene = {
      demo,
      store: readStore(folder),
      browser: await openBrowser(),
      kept: new Map(),
      picture: async (page, name) => {
        if (pictures !== undefined) await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
      },
    };
    for (const [index, step] of steps.entries()) {
      const began = performance.now();
      const took = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
      try {
        const detail = await step.play(scene);
        passed += 1;
        say(`ok ${index + 1} ${step.name}${detail === undefined ? "" : ` (${detail})`}, ${took()}`);
      } catch (error) {
        failed += 1;
        say(`not ok ${index + 1} ${step.name}, ${took()}`);
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        if (process.env.STORY_STOP !== undefined) break;
      }
    }
  } catch (error) {
    failed += 1;
    say("not ok the demo starts");
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  } finally {
    scene?.store.close();
    await scene?.browser.close();
    await scene?.demo.stop();
    if (!process.env.STORY_FOLDER) rmSync(folder, { recursive: true, force: true });
  }
  say(`${passed} passed, ${failed} failed`);
  return failed === 0;
}
