import { expect, test } from "vitest";
import { shareLinks, taggedAddress, toCampaign } from "./share-links.ts";

const address = "https://shop.example/apps/candor/share/style";

test("GIVEN a title with signs that addresses use THEN each network gets it whole, and the page with its own words", () => {
  const links = shareLinks(address, "Tea & coffee? 100 %", "Spring Sale!");
  expect(links.map(({ id }) => id)).toEqual(["mail", "whatsapp", "x", "facebook", "line", "pinterest"]);
  for (const { id, page, open } of links) {
    expect(new URL(page).searchParams.get("utm_source")).toBe(id);
    expect(new URL(page).searchParams.get("utm_campaign")).toBe("spring-sale");
    expect(decodeURIComponent(open)).toContain(page);
    if (id !== "facebook") expect(decodeURIComponent(open)).toContain("Tea & coffee? 100 %");
  }
});

test("a campaign is what figures can keep, or nothing", () => {
  expect(toCampaign("  Frühling 2026 / A")).toBe("fr-hling-2026-a");
  expect(taggedAddress(address, "qr", "print", "!!")).toBe(`${address}?utm_source=qr&utm_medium=print`);
});
