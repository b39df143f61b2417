import { expect, it } from "vitest";
import { paletteGroups } from "./catalogue";
import { specs } from "./fixture";

const found = (search: string, withEntry = false) =>
  paletteGroups(specs, search, withEntry).map((group) => [
    group.name,
    ...group.specs.map((spec) => spec.type),
  ]);

it("offers everything by group, the start only where there is none", () => {
  const rest = [
    ["Talk", "say", "ask"],
    ["Connect", "call"],
    ["End", "stop"],
  ];
  expect(found("")).toEqual(rest);
  expect(found("", true)).toEqual([["Start", "begin"], ...rest]);
});

it("finds by name before it looks into the help", () => {
  expect(found("hang")).toEqual([["End", "stop"]]);
  expect(found("reads text")).toEqual([["Talk", "say"]]);
});

it("wants every word, in whatever case, and knows groups", () => {
  expect(found("HANG up")).toEqual([["End", "stop"]]);
  expect(found("hang down")).toEqual([]);
  expect(found("connect")).toEqual([["Connect", "call"]]);
});
