import { expect, it } from "vitest";
import { findOnCanvas } from "./find";
import { drawing, node, references, specs } from "./fixture";

const graph = {
  ...drawing(),
  nodes: [...drawing().nodes, node("desk", "call", { who: "employee:101", note: "Only on Mondays" })],
  notes: [
    {
      id: "n",
      text: "Ask Anna on Mondays",
      color: "blue" as const,
      position: { x: 0, y: 0 },
      size: { width: 9, height: 9 },
    },
  ],
};
const found = (search: string) => findOnCanvas(graph, specs, references, search);

it("finds by name, kind, setting and what a reference is called", () => {
  expect(found("say")).toEqual(["say"]);
  expect(found("HANG")).toEqual(["stop"]);
  expect(found("hello")).toEqual(["say"]);
  expect(found("anna")).toEqual(["desk", "note/n"]);
  expect(found("mondays")).toEqual(["desk", "note/n"]);
});

it("a block of that name comes first", () => {
  const renamed = { ...graph, nodes: [...graph.nodes, { ...node("x", "stop"), label: "Call Anna" }] };
  expect(findOnCanvas(renamed, specs, references, "call")).toEqual(["x", "desk"]);
});

it("needs every word, and finds nothing by none", () => {
  expect(found("anna mondays")).toEqual(["desk", "note/n"]);
  expect(found("anna tuesdays")).toEqual([]);
  expect(found("  ")).toEqual([]);
});
