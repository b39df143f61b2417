import { expect, it } from "vitest";
import { ask, node, say, stop, wire } from "./fixture";
import { outletsOf, shownOutlets, wiredOutlets } from "./outlets";

const names = (outlets: { name: string }[]) => outlets.map((outlet) => outlet.name);

it("each chosen key is an outlet, before the fixed ones", () => {
  const outlets = outletsOf(ask, node("a", "ask", { keys: ["3", "#"] }));
  expect(outlets.map(({ name, key }) => [name, key])).toEqual([
    ["3", true],
    ["#", true],
    ["silence", false],
  ]);
});

it("keys that are none add nothing", () => {
  expect(names(outletsOf(ask, node("a", "ask", { keys: "12" })))).toEqual(["silence"]);
  expect(names(outletsOf(ask, node("a", "ask", { keys: ["1", 2, null] })))).toEqual(["1", "silence"]);
});

it("a wire at an outlet that is gone stays to be seen, once, as one without a label", () => {
  const shown = shownOutlets(say, node("s", "say"), ["next", "old", "old"]);
  expect(shown.map(({ name, label }) => [name, label])).toEqual([
    ["next", "Then"],
    ["old", null],
  ]);
});

it("a block of an unknown type shows the outlets that are wired", () => {
  expect(names(shownOutlets(undefined, node("x", "future"), ["a", "b"]))).toEqual(["a", "b"]);
  expect(shownOutlets(stop, node("x", "stop"), [])).toEqual([]);
});

it("gathers the wired outlets by block", () => {
  const found = wiredOutlets([wire("a", "1", "b"), wire("b", "next", "c"), wire("a", "2", "c")]);
  expect(Object.fromEntries(found)).toEqual({ a: ["1", "2"], b: ["next"] });
});
