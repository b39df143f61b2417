import { expect, it } from "vitest";
import { moveNodes, removeNodes, setLabel } from "./edit";
import { drawing, node, specs, wire } from "./fixture";
import type { FlowGraph } from "./graph";
import { type CanvasNode, canvasNodes, canvasWires, choose } from "./view";

const words = (from: string, to: string) => `${from} > ${to}`;
const nodes = (graph: FlowGraph, before: CanvasNode[] = []) => canvasNodes(graph, specs, before);

it("what did not change keeps its object, so that it is not drawn anew", () => {
  const graph = drawing();
  const before = nodes(graph);
  const renamed = nodes(setLabel(graph, "say", "Words"), before);
  expect(renamed.map((one, index) => one === before[index])).toEqual([true, true, false, true]);
});

it("what was selected stays selected when it changes", () => {
  const before = choose(nodes(drawing()), (one) => one.id === "say");
  const after = nodes(moveNodes(drawing(), new Map([["say", { x: 1, y: 2 }]])), before);
  expect(after.filter((one) => one.selected).map((one) => [one.id, one.position])).toEqual([
    ["say", { x: 1, y: 2 }],
  ]);
});

it("undoing a move that a drag has shown brings the block back", () => {
  const graph = drawing();
  const dragged = nodes(graph).map((one) => (one.id === "say" ? { ...one, position: { x: 7, y: 7 } } : one));
  expect(nodes(graph, dragged).find((one) => one.id === "say")?.position).toEqual({ x: 600, y: 0 });
});

it("wires are told by the names of their blocks, or of their types while they have none", () => {
  const graph = { ...drawing(), nodes: drawing().nodes.with(0, { ...node("begin", "begin"), label: "" }) };
  const wires = canvasWires(graph, specs, [], words);
  expect(wires.map((one) => one.ariaLabel)).toEqual(["Begin > ask", "ask > say", "ask > stop", "say > stop"]);
  expect(nodes(graph)[0]?.ariaLabel).toBe("Begin");
});

it("a wire is named anew when its block is, and only then", () => {
  const before = canvasWires(drawing(), specs, [], words);
  const after = canvasWires(setLabel(drawing(), "say", "Words"), specs, before, words);
  expect(after.map((one, index) => one === before[index])).toEqual([true, false, true, false]);
});

it("two equal wires are two, with an id each", () => {
  const twice = { ...drawing(), wires: [wire("ask", "1", "say"), wire("ask", "1", "say")] };
  expect(new Set(canvasWires(twice, specs, [], words).map((one) => one.id)).size).toBe(2);
});

it("blocks and wires that are gone are gone", () => {
  const less = removeNodes(drawing(), specs, new Set(["say"]));
  expect(nodes(less, nodes(drawing())).map((one) => one.id)).toEqual(["begin", "ask", "stop"]);
  expect(canvasWires(less, specs, canvasWires(drawing(), specs, [], words), words)).toHaveLength(2);
});
