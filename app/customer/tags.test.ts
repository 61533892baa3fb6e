import { describe, expect, it } from "vitest";
import { diffTags } from "./tags.ts";

const none = { add: [], remove: [], claim: [], forget: [], noRoom: [] };

describe("the difference between wanted, ours and there", () => {
  it("adds and claims what is missing", () => {
    expect(diffTags(["candor-home"], [], ["vip"])).toEqual({ ...none, add: ["candor-home"], claim: ["candor-home"] });
  });

  it("puts back what is ours and was taken off by somebody", () => {
    expect(diffTags(["candor-home"], ["candor-home"], [])).toEqual({ ...none, add: ["candor-home"] });
  });

  it("A39: removes only what is recorded as ours", () => {
    const change = diffTags([], ["candor-home"], ["candor-home", "candor-garden", "vip"]);
    expect(change).toEqual({ ...none, remove: ["candor-home"] });
  });

  it("leaves an equal tag that was there before us to its owner, whatever its case", () => {
    expect(diffTags(["candor-home"], [], ["Candor-Home"])).toEqual(none);
    expect(diffTags([], [], ["Candor-Home"])).toEqual(none);
  });

  it("forgets what is ours, unwanted and gone", () => {
    expect(diffTags([], ["candor-home"], ["vip"])).toEqual({ ...none, forget: ["candor-home"] });
  });

  it("keeps within Shopify's 250 tags, counting what it takes off first", () => {
    const full = Array.from({ length: 249 }, (_, number) => `tag-${number}`);
    const change = diffTags(["candor-a", "candor-b"], ["candor-old"], [...full, "candor-old"]);
    expect(change).toMatchObject({ remove: ["candor-old"], add: ["candor-a"], noRoom: ["candor-b"] });
  });
});
