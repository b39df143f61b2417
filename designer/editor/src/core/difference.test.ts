import { describe, expect, it } from "vitest";
import { type Change, type Difference, differenceMarks, nextChange, union } from "./difference";
import { connect, moveNodes, removeNodes, setLabel } from "./edit";
import { drawing, node, specs, wire } from "./fixture";
import type { FlowGraph } from "./graph";
import { wayKey } from "./marks";

const words = { added: "New", removed: "Gone", changed: "Changed" };

function between(before: FlowGraph, after: FlowGraph, ...changes: Change[]): Difference {
  return { before, after, changes };
}

const without = (id: string, graph = drawing()) => removeNodes(graph, specs, new Set([id]));
const placeOf = (graph: FlowGraph, id: string) => graph.nodes.find((one) => one.id === id)?.position;

describe("two drawings laid over each other", () => {
  it("are the later one when nothing is gone", () => {
    const later = { ...drawing(), nodes: [...drawing().nodes, node("new", "stop", {}, 0, 400)] };
    expect(union(between(drawing(), later), specs)).toEqual(later);
  });

  it("have what is gone, with its wires, after what is there", () => {
    const both = union(between(drawing(), without("say")), specs);
    expect(both.nodes.map((one) => one.id)).toEqual(["begin", "ask", "stop", "say"]);
    expect(both.wires.slice(-2)).toEqual([wire("ask", "1", "say"), wire("say", "next", "stop")]);
    expect(placeOf(both, "say")).toEqual({ x: 600, y: 0 });
  });

  it("have both wires of an outlet that leads elsewhere", () => {
    const later = connect(drawing(), specs, wire("ask", "1", "stop"));
    expect(union(between(drawing(), later), specs).wires.filter((one) => one.outlet === "1")).toEqual([
      wire("ask", "1", "stop"),
      wire("ask", "1", "say"),
    ]);
  });

  it("show what is gone beside the block that led to it, wherever that is now", () => {
    const moved = moveNodes(without("say"), new Map([["ask", { x: 350, y: 700 }]]));
    expect(placeOf(union(between(drawing(), moved), specs), "say")).toEqual({ x: 650, y: 700 });
  });

  it("show what is gone where it covers nothing that is there", () => {
    const moved = moveNodes(without("say"), new Map([["stop", { x: 600, y: 0 }]]));
    expect(placeOf(union(between(drawing(), moved), specs), "say")?.y).toBeGreaterThan(50);
  });

  it("keep a chain of gone blocks together", () => {
    const later = moveNodes(without("stop", without("say")), new Map([["ask", { x: 300, y: 500 }]]));
    const both = union(between(drawing(), later), specs);
    expect([placeOf(both, "say"), placeOf(both, "stop")]).toEqual([
      { x: 600, y: 500 },
      { x: 900, y: 500 },
    ]);
  });
});

describe("marks of a difference", () => {
  it("say of each block what became of it, and why", () => {
    const later = setLabel(without("say"), "ask", "Question");
    const { blocks } = differenceMarks(
      between(
        drawing(),
        later,
        { kind: "renamed", node: null, sentence: "another name" },
        { kind: "removed", node: "say", sentence: "say is gone" },
        { kind: "changed", node: "ask", sentence: "ask is called Question" },
        { kind: "changed", node: "ask", sentence: "ask has a key more" },
        { kind: "rewired", node: "begin", sentence: "begin leads elsewhere" },
      ),
      words,
    );
    expect(Object.fromEntries(blocks)).toEqual({
      say: { tone: "removed", badge: "Gone", title: "say is gone" },
      ask: { tone: "changed", badge: "Changed", title: "ask is called Question\nask has a key more" },
    });
  });

  it("tell the two wires of one outlet apart", () => {
    const later = connect(drawing(), specs, wire("ask", "1", "stop"));
    const { wires } = differenceMarks(between(drawing(), later), words);
    expect(Object.fromEntries(wires)).toEqual({
      [wayKey(wire("ask", "1", "stop"))]: { tone: "added", badge: "New" },
      [wayKey(wire("ask", "1", "say"))]: { tone: "removed", badge: "Gone" },
    });
  });

  it("are none where a block was only moved", () => {
    const moved = moveNodes(drawing(), new Map([["ask", { x: 350, y: 700 }]]));
    const { blocks, wires } = differenceMarks(between(drawing(), moved), words);
    expect([blocks.size, wires.size]).toEqual([0, 0]);
  });
});

it("one goes from change to change, and from the last to the first", () => {
  const changes = ["a", "b"].map((id): Change => ({ kind: "added", node: id, sentence: id }));
  expect([null, 0, 1].map((at) => nextChange(changes, at, 1))).toEqual([0, 1, 0]);
  expect([null, 0, 1].map((at) => nextChange(changes, at, -1))).toEqual([1, 1, 0]);
  expect(nextChange([], null, 1)).toBeNull();
});
