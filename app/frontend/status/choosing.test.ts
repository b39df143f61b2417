import { expect, it } from "vitest";
import { added, changed, moved, others, removed } from "./choosing";
import type { Choice, Chosen, Definition } from "./rows";

const CHOICE: Choice = { figures: ["a", "b", "c"].map((name) => ({ name }) as Chosen) };
const names = (choice: Choice) => choice.figures.map(({ name }) => name).join("");

it("adds a figure at the end, once", () => {
  expect(names(added(CHOICE, "d"))).toBe("abcd");
  expect(added(CHOICE, "b")).toBe(CHOICE);
});

it("leaves at least one", () => {
  expect(names(removed(CHOICE, "b"))).toBe("ac");
  const one = { figures: CHOICE.figures.slice(0, 1) };
  expect(removed(one, "a")).toBe(one);
});

it.each([
  ["a", 2, "bca"],
  ["c", 0, "cab"],
  ["b", -1, "bac"],
  ["b", 9, "acb"],
  ["x", 0, "abc"],
])("moves %s to place %i", (name, to, order) => {
  expect(names(moved(CHOICE, name, to))).toBe(order);
});

it("changes one figure, and offers the rest of the catalog", () => {
  expect(changed(CHOICE, "b", { sound: "act" }).figures.map(({ sound }) => sound)).toEqual([
    undefined,
    "act",
    undefined,
  ]);
  const catalog = ["a", "d"].map((name) => ({ name }) as Definition);
  expect(others(CHOICE, catalog).map(({ name }) => name)).toEqual(["d"]);
});
