import { expect, it } from "vitest";
import { moveNodes } from "./edit";
import { drawing, node, specs, wire } from "./fixture";
import { estimatedSize, freePlace, GRID, placeAfter } from "./geometry";
import type { FlowGraph, FlowNode } from "./graph";
import { tidy } from "./layout";

const sizeOf = (one: FlowNode) => estimatedSize(specs, one);

function overlaps(graph: FlowGraph): string[] {
  return graph.nodes.flatMap((one, index) =>
    graph.nodes.slice(index + 1).flatMap((other) => {
      const [a, b] = [sizeOf(one), sizeOf(other)];
      const apart =
        one.position.x + a.width <= other.position.x ||
        other.position.x + b.width <= one.position.x ||
        one.position.y + a.height <= other.position.y ||
        other.position.y + b.height <= one.position.y;
      return apart ? [] : [`${one.id} ${other.id}`];
    }),
  );
}

it("lays a drawing out from left to right, on the grid, without overlaps", () => {
  const piled = { ...drawing(), nodes: drawing().nodes.map((one) => ({ ...one, position: { x: 0, y: 0 } })) };
  const graph = moveNodes(piled, tidy(piled, sizeOf));
  expect(overlaps(piled)).not.toEqual([]);
  expect(overlaps(graph)).toEqual([]);
  const at = new Map(graph.nodes.map((one) => [one.id, one.position]));
  for (const { from, to } of graph.wires)
    expect(at.get(to)?.x).toBeGreaterThanOrEqual((at.get(from)?.x ?? 0) + 220);
  for (const { x, y } of at.values()) expect([x % GRID, y % GRID].map(Math.abs)).toEqual([0, 0]);
});

it("copes with circles, loose blocks and wires that lead nowhere", () => {
  const graph = drawing();
  const odd = {
    ...graph,
    nodes: [...graph.nodes, node("loose", "say")],
    wires: [...graph.wires, wire("ask", "2", "ask"), wire("say", "odd", "gone"), wire("stop", "back", "ask")],
  };
  expect([...tidy(odd, sizeOf).keys()]).toEqual(odd.nodes.map((one) => one.id));
});

it("finds a place for a new block that covers no other", () => {
  let graph: FlowGraph = { ...drawing(), nodes: [node("begin", "begin")], wires: [] };
  for (const id of ["a", "b", "c"]) {
    const added = node(id, "ask", { keys: ["1", "2", "3"] });
    const position = placeAfter(graph, specs, graph.nodes[0] as FlowNode, added);
    graph = { ...graph, nodes: [...graph.nodes, { ...added, position }] };
  }
  expect(overlaps(graph)).toEqual([]);
  expect(new Set(graph.nodes.slice(1).map((one) => one.position.x)).size).toBe(1);
});

it("takes the wanted place where there is room", () => {
  expect(freePlace(drawing(), specs, node("new", "say"), { x: 303, y: 996 })).toEqual({ x: 300, y: 1000 });
});
