import { expect, it } from "vitest";
import { drawing, node, specs, wire } from "./fixture";
import type { FlowGraph } from "./graph";
import { type OutlineRow, outlineOf, rowOf, unfolded } from "./outline";

const told = (rows: readonly OutlineRow[]) =>
  rows.map(({ level, way, kind, node: block }) =>
    [".".repeat(level), way?.outlet.name, kind === "block" ? "" : kind, block?.id].filter(Boolean).join(" "),
  );
const list = (graph: FlowGraph) => told(outlineOf(graph, specs));

it("lists a drawing along its wires; what stands elsewhere is told again", () => {
  expect(list(drawing())).toEqual([
    ". begin",
    ".. next ask",
    "... 1 say",
    ".... next stop",
    "... 2 free",
    "... silence again stop",
  ]);
});

it("a circle ends where it began", () => {
  const graph = { ...drawing(), wires: [wire("begin", "next", "say"), wire("say", "next", "say")] };
  expect(list(graph).slice(0, 3)).toEqual([". begin", ".. next say", "... next again say"]);
});

it("what no call reaches comes last, from where it begins", () => {
  const nodes = [...drawing().nodes, node("end", "stop"), node("lone", "say")];
  const graph = { ...drawing(), nodes, wires: [...drawing().wires, wire("lone", "next", "end")] };
  expect(list(graph).slice(-3)).toEqual([". aside", ".. lone", "... next end"]);
  expect(outlineOf(graph, specs).at(0)).toMatchObject({ place: 1, siblings: 2 });
});

it("blocks that lead to each other in a circle aside are listed, too", () => {
  const nodes = [...drawing().nodes, node("a", "say"), node("b", "say")];
  const circle = [wire("a", "next", "b"), wire("b", "next", "a")];
  const graph = { ...drawing(), nodes, wires: [...drawing().wires, ...circle] };
  expect(list(graph).slice(-4)).toEqual([". aside", ".. a", "... next b", ".... next again a"]);
});

it("a drawing without a start has all its blocks aside", () => {
  const graph = { ...drawing(), entry: "", nodes: drawing().nodes.slice(1), wires: [] };
  expect(list(graph).slice(0, 2)).toEqual([". aside", ".. ask"]);
});

it("folds a block with all that hangs on it", () => {
  const rows = outlineOf(drawing(), specs);
  expect(told(unfolded(rows, new Set(["begin next"])))).toEqual([". begin", ".. next ask"]);
});

it("knows where a block stands, and counts branches", () => {
  const row = rowOf(outlineOf(drawing(), specs), "say");
  expect(row).toMatchObject({ key: "ask 1", place: 1, siblings: 3 });
});

it("a chain of as many blocks as a drawing may have is read", () => {
  const nodes = [node("begin", "begin"), ...Array.from({ length: 1999 }, (_, at) => node(`n${at}`, "say"))];
  const chain = nodes.slice(1).map(({ id }, at) => wire(nodes[at]?.id ?? "", "next", id));
  expect(outlineOf({ ...drawing(), nodes, wires: chain }, specs)).toHaveLength(2001);
});
