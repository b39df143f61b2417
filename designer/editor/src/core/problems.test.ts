import { expect, it } from "vitest";
import { type Diagnostic, exampleText, problemsByNode, problemsOf } from "./problems";

const fault = (node: string | null, field: string | null, code = "empty"): Diagnostic => ({
  code,
  message: `${code} ${node} ${field}`,
  node,
  field,
  example: null,
});

it("gathers faults by their block; those of the whole drawing belong to none", () => {
  const found = problemsByNode([fault("a", "x"), fault(null, null), fault("b", null), fault("a", null)]);
  expect([...found].map(([id, list]) => [id, list.length])).toEqual([
    ["a", 2],
    ["b", 1],
  ]);
});

it("shows each fault of a block exactly once: at its field, or above all when that field is not there", () => {
  const all = [fault("a", "text"), fault("a", "next"), fault("a", "unknown"), fault("a", null)];
  const shown = new Set(["text", "next"]);
  const places = [null, ...shown].map((field) => problemsOf(all, field, shown).map((one) => one.field));
  expect(places).toEqual([["unknown", null], ["text"], ["next"]]);
  expect(problemsOf(undefined, null, shown)).toEqual([]);
});

it.each([
  ["press 1", "press 1"],
  [["call", "press 1", 2], "call → press 1"],
  ["", null],
  [[], null],
  [{ steps: [] }, null],
])("an example %j reads %j", (example, text) => {
  expect(exampleText(example)).toBe(text);
});
