import { describe, expect, it } from "vitest";
import { drawing, node, specs } from "./fixture";
import { sameGraph } from "./graph";
import { needsLayout, readGraph } from "./read";

it("a complete drawing is read as it was written", () => {
  const written = JSON.parse(JSON.stringify(drawing()));
  expect(readGraph(written, specs)).toEqual(drawing());
});

it("what this editor does not know stays in the drawing", () => {
  const future = { ...node("odd", "future", { a: { b: [1] } }), comment: "from a newer version" };
  const written = { ...drawing(), nodes: [future], theme: "blue" };
  expect(readGraph(written, specs)).toEqual(written);
});

it("what is left out when written by hand is completed, each block in a place of its own", () => {
  const bare = {
    ...drawing(),
    nodes: [node("begin", "begin"), { id: "a", type: "say" }, { id: "b", type: "say" }],
  };
  const { nodes } = readGraph(bare, specs);
  expect(nodes.slice(1)).toMatchObject([
    { label: "", settings: {} },
    { label: "", settings: {} },
  ]);
  expect(new Set(nodes.map((one) => `${one.position.x} ${one.position.y}`)).size).toBe(3);
});

it("is laid out as a whole when most places are missing", () => {
  const placed = node("begin", "begin");
  const bare = { id: "a", type: "say" };
  expect(needsLayout({ ...drawing(), nodes: [placed, bare] })).toBe(false);
  expect(needsLayout({ ...drawing(), nodes: [placed, bare, { ...bare, id: "b" }] })).toBe(true);
});

describe("two drawings are the same", () => {
  it("whatever the order of their keys", () => {
    const turned = Object.fromEntries(Object.entries(drawing()).reverse());
    expect(sameGraph(drawing(), turned)).toBe(true);
  });

  it("but not when a place or the order of wires differs", () => {
    const graph = drawing();
    expect(sameGraph(graph, { ...graph, wires: graph.wires.toReversed() })).toBe(false);
    expect(sameGraph(graph, { ...graph, nodes: graph.nodes.with(0, node("begin", "begin", {}, 1)) })).toBe(
      false,
    );
  });
});
