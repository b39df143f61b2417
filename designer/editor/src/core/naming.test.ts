import { expect, it } from "vitest";
import { node, specs } from "./fixture";
import { nameOf, newId, newLabel } from "./naming";

it.each([
  [[], "ask-1"],
  [["ask"], "ask-2"],
  [["ask-2", "ask-10", "say-99"], "ask-11"],
  [["ask-x", "ask-2-3", "ask-1.5"], "ask-1"],
])("after %j comes %s", (taken, id) => {
  expect(newId("ask", taken)).toBe(id);
});

it.each([
  ["Menu", [], "Menu"],
  ["Menu", ["Menu", "Menu 2"], "Menu 3"],
  ["Menu 2", ["Menu 2"], "Menu 3"],
  ["Menu 2", ["Menu", "Menu 2", "Menu 3"], "Menu 4"],
  ["", ["", ""], ""],
])("%j beside %j is called %j", (wanted, taken, label) => {
  expect(newLabel(wanted, taken)).toBe(label);
});

it("a block without a name is called by its type", () => {
  expect(nameOf(specs, { ...node("a", "ask"), label: "Main menu" })).toBe("Main menu");
  expect(nameOf(specs, { ...node("a", "ask"), label: "" })).toBe("Ask");
  expect(nameOf(specs, { ...node("a", "future"), label: "" })).toBe("future");
});
