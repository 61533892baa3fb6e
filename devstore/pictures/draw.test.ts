import { expect, test } from "vitest";
import { seededChance } from "../generator/random.ts";
import { generateItems } from "../generator/products.ts";
import { drawPicture } from "./draw.ts";

test("every product of the gift shop has a whole picture, the same each time", () => {
  const pictures = generateItems(seededChance(1), 1_200).map(({ description: title, type }, id) => {
    const picture = drawPicture({ id, title, type });
    expect(drawPicture({ id, title, type })).toBe(picture);
    expect(picture, title).toMatch(/^<svg [^>]+>.+<\/svg>$/s);
    expect(picture, title).not.toMatch(/undefined|NaN|null/);
    const opened = picture.match(/<(?!\/)[a-zA-Z]+[^>]*[^/]>/g)?.length;
    expect(picture.match(/<\/[a-zA-Z]+>/g), title).toHaveLength(opened ?? 0);
    return picture;
  });
  expect(new Set(pictures).size).toBeGreaterThan(250);
});

test("the title's words decide what is drawn, its colour the palette, and chance the rest", () => {
  const draw = (title: string, id = 4): string => drawPicture({ id, title, type: "Home Decor" });
  expect(draw("Blue Mug")).not.toBe(draw("Red Mug"));
  expect(draw("Blue Mug")).not.toBe(draw("Blue Clock"));
  expect(draw("Blue Mug", 4)).not.toBe(draw("Blue Mug", 5));
  expect(draw("Blue Mug", 4)).toBe(draw("Navy Mug", 4));
});
