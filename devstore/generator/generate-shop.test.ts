import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileTotals } from "../loader/file-totals.ts";
import { generateShop, type GeneratedFiles } from "./generate-shop.ts";

const folder = mkdtempSync(path.join(tmpdir(), "generator-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const digest = ({ orders, products }: GeneratedFiles): string =>
  createHash("sha256")
    .update(gunzipSync(readFileSync(orders)))
    .update(readFileSync(products))
    .digest("hex");
const make = (name: string, seed: number, lastDay = "2026-11-20", scale = 0.05): Promise<GeneratedFiles> =>
  generateShop(path.join(folder, name), { lastDay, seed, scale });

describe("the generated gift shop", () => {
  test("is the same for the same seed and day, and another for another", async () => {
    const one = digest(await make("a", 7));
    expect(digest(await make("b", 7))).toBe(one);
    expect(digest(await make("c", 8))).not.toBe(one);
    expect(digest(await make("d", 7, "2026-11-19"))).not.toBe(one);
  });

  describe("in full size", () => {
    let files: GeneratedFiles;
    let rows: string[][];
    beforeAll(async () => {
      files = await make("full", 20_261_120, "2026-11-20", 1);
      rows = gunzipSync(readFileSync(files.orders))
        .toString("utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","));
    });

    test("has the size that was asked for", async () => {
      const totals = await fileTotals(files.orders);
      expect(totals.orders).toBeGreaterThan(17_000);
      expect(totals.orders).toBeLessThan(19_000);
      expect(totals.customers).toBe(4_000);
      expect(totals.credits).toBeGreaterThan(300);
      expect(totals.guestOrders).toBeGreaterThan(1_500);
      const parents = new Set(
        readFileSync(files.products, "utf8")
          .trim()
          .split("\n")
          .slice(1)
          .map((line) => line.split(",").at(-2)),
      );
      expect(parents.size).toBe(1_200);
    });

    test("covers two years and ends on the last day", () => {
      const days = rows.map((row) => row[3]?.slice(0, 10) ?? "").sort();
      expect(days[0]).toMatch(/^2024-11-2[1-9]$/);
      expect(days.at(-1)).toBe("2026-11-20");
    });

    test("peaks before Christmas, has many one-time buyers and a heavy tail", () => {
      const orders = new Map(rows.filter((row) => !row[0]?.startsWith("C")).map((row) => [row[0] ?? "", row]));
      const inMonth = (month: string): number => [...orders.values()].filter((row) => row[3]?.startsWith(month)).length;
      expect(inMonth("2025-11")).toBeGreaterThan(1.5 * inMonth("2025-07"));
      const perCustomer = new Map<string, number>();
      for (const row of orders.values()) if (row[5]) perCustomer.set(row[5], (perCustomer.get(row[5]) ?? 0) + 1);
      const counts = [...perCustomer.values()].sort((left, right) => right - left);
      const sum = (list: number[]): number => list.reduce((total, count) => total + count, 0);
      expect(counts.filter((count) => count === 1).length / counts.length).toBeGreaterThan(0.4);
      expect(sum(counts.slice(0, counts.length / 10)) / sum(counts)).toBeGreaterThan(0.35);
    });
  });
});
