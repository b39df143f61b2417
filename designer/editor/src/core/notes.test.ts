import { expect, it } from "vitest";
import { drawing, specs } from "./fixture";
import type { FlowGraph, Note, Point } from "./graph";
import {
  addNote,
  carried,
  changeNote,
  frameOf,
  moveNotes,
  noteKey,
  notesOf,
  reframe,
  removeNotes,
  withNotes,
} from "./notes";
import { readGraph } from "./read";

function note(id: string, part: Partial<Note> = {}): Note {
  const size = { width: 400, height: 400 };
  return { id, text: id, color: "blue", position: { x: 250, y: -50 }, size, ...part };
}

function noted(...notes: Note[]): FlowGraph {
  return withNotes(drawing(), notes);
}

function places(...moves: [string, Point][]) {
  return new Map(moves);
}

it("a drawing without notes says nothing of them", () => {
  const one = addNote(drawing(), { x: 3, y: 7, width: 240, height: 120 }, "yellow");
  expect(notesOf(one.graph)).toEqual([
    {
      id: "note-1",
      text: "",
      color: "yellow",
      position: { x: 0, y: 10 },
      size: { width: 240, height: 120 },
    },
  ]);
  expect(removeNotes(one.graph, new Set([one.key]))).toEqual(drawing());
  expect("notes" in drawing()).toBe(false);
});

it("what is the same already is no change", () => {
  const graph = noted(note("a"));
  expect(changeNote(graph, "a", { text: "a", size: { width: 400, height: 400 } })).toBe(graph);
  expect(moveNotes(graph, places([noteKey("a"), { x: 250, y: -50 }]))).toBe(graph);
  expect(removeNotes(graph, new Set(["a"]))).toBe(graph);
  expect(notesOf(changeNote(graph, "a", { color: "red" }))[0]?.color).toBe("red");
});

it("an area carries the blocks whose middle lies in it, and smaller notes", () => {
  const small = note("small", { position: { x: 300, y: 200 }, size: { width: 100, height: 40 } });
  const graph = noted(note("area"), small);
  const all = carried(graph, specs, places([noteKey("area"), { x: 260, y: -50 }]));
  expect(Object.fromEntries(all)).toEqual({
    "note/area": { x: 260, y: -50 },
    ask: { x: 310, y: 0 },
    "note/small": { x: 310, y: 200 },
  });
});

it("a small note carries no area that it lies in, and what is moved itself keeps its own place", () => {
  const small = note("small", { position: { x: 300, y: 200 }, size: { width: 100, height: 40 } });
  const graph = noted(note("area"), small);
  expect([...carried(graph, specs, places([noteKey("small"), { x: 0, y: 0 }])).keys()]).toEqual([
    "note/small",
  ]);
  const both = carried(graph, specs, places([noteKey("area"), { x: 0, y: 0 }], ["ask", { x: 5, y: 5 }]));
  expect(both.get("ask")).toEqual({ x: 5, y: 5 });
});

it("a frame leaves a margin, and room for its title; around nothing there is none", () => {
  expect(frameOf([])).toBeNull();
  expect(frameOf([{ x: 100, y: 100, width: 220, height: 80 }])).toEqual({
    x: 70,
    y: 50,
    width: 280,
    height: 160,
  });
});

it("an area is drawn around its blocks again when they were laid out anew", () => {
  const before = noted(note("area"), note("far", { position: { x: 9000, y: 9000 } }));
  const nodes = before.nodes.map((node) => ({ ...node, position: { x: 1000, y: 500 } }));
  const [area, far] = notesOf(reframe(before, { ...before, nodes }, specs));
  expect(area?.position).toEqual({ x: 970, y: 450 });
  expect(far).toEqual(note("far", { position: { x: 9000, y: 9000 } }));
});

it("a note written by hand may leave out its text and its colour", () => {
  const { position, size } = note("a");
  const graph = readGraph({ ...drawing(), notes: [{ id: "a", position, size }] }, specs);
  expect(notesOf(graph)).toEqual([note("a", { text: "", color: "yellow" })]);
  expect(readGraph({ ...drawing(), notes: [] }, specs)).toEqual(drawing());
});
