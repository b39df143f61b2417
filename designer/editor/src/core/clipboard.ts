import type { Specs } from "./catalogue";
import { isRemovable } from "./edit";
import type { FlowGraph, FlowNode, Note, Point, Wire } from "./graph";
import { newId, newLabel } from "./naming";
import { NOTE_COLORS, noteKey, notesOf, withNotes } from "./notes";
import { readGraph, type WrittenGraph } from "./read";

/** Copied nodes and notes, and the wires between the nodes. */
export interface Clip {
  readonly nodes: readonly FlowNode[];
  readonly wires: readonly Wire[];
  readonly notes: readonly Note[];
}

/** A clip, or a drawing, as a text may hold it. */
export type WrittenClip = Pick<WrittenGraph, "nodes" | "wires" | "notes">;

/** What a copy of the chosen nodes and notes holds; null if none of them can be copied. */
export function copyNodes(graph: FlowGraph, specs: Specs, keys: ReadonlySet<string>): Clip | null {
  const nodes = graph.nodes.filter((node) => keys.has(node.id) && isRemovable(graph, specs, node));
  const notes = notesOf(graph).filter((note) => keys.has(noteKey(note.id)));
  if (nodes.length + notes.length === 0) return null;
  const taken = new Set(nodes.map((node) => node.id));
  return { nodes, wires: graph.wires.filter((wire) => taken.has(wire.from) && taken.has(wire.to)), notes };
}

export interface Pasted {
  graph: FlowGraph;
  /** Of the new nodes and notes. */
  ids: string[];
}

/** Adds a clip's nodes and notes under new ids, moved until none lies exactly on another. */
export function pasteClip(graph: FlowGraph, clip: Clip, step: number): Pasted {
  const shift = freeShift(graph, clip, step);
  const moved = ({ x, y }: Point) => ({ x: x + shift, y: y + shift });
  const labels = new Set(graph.nodes.map((node) => node.label));
  const ids = new Map<string, string>();
  const newNodeId = idGiver(graph.nodes);
  const nodes = clip.nodes.map((node) => {
    const id = newNodeId(node.type);
    const label = newLabel(node.label, labels);
    labels.add(label);
    ids.set(node.id, id);
    return { ...node, id, label, position: moved(node.position) };
  });
  const wires = clip.wires.flatMap((wire) => {
    const from = ids.get(wire.from);
    const to = ids.get(wire.to);
    return from && to ? [{ ...wire, from, to }] : [];
  });
  const newNoteId = idGiver(notesOf(graph));
  const notes = clip.notes.map((note) => ({
    ...note,
    id: newNoteId("note"),
    position: moved(note.position),
  }));
  const whole = { ...graph, nodes: [...graph.nodes, ...nodes], wires: [...graph.wires, ...wires] };
  return {
    graph: withNotes(whole, [...notesOf(graph), ...notes]),
    ids: [...ids.values(), ...notes.map((note) => noteKey(note.id))],
  };
}

function idGiver(taken: Iterable<{ id: string }>): (type: string) => string {
  const ids = new Set([...taken].map(({ id }) => id));
  return (type) => {
    const id = newId(type, ids);
    ids.add(id);
    return id;
  };
}

function freeShift(graph: FlowGraph, clip: Clip, step: number): number {
  const spot = (point: Point) => `${point.x} ${point.y}`;
  const occupied = new Set([...graph.nodes, ...notesOf(graph)].map(({ position }) => spot(position)));
  let shift = step;
  const hits = ({ position }: FlowNode | Note) =>
    occupied.has(spot({ x: position.x + shift, y: position.y + shift }));
  while ([...clip.nodes, ...clip.notes].some(hits)) shift += step;
  return shift;
}

/** Reads a clip or a drawing from a text; null when the text is neither. */
export function readClip(text: string | null): WrittenClip | null {
  try {
    const found = JSON.parse(text ?? "null") as Partial<WrittenClip> | null;
    const { nodes, wires, notes = [] } = found ?? {};
    const lists = isListOf(nodes, isNode) && isListOf(wires, isWire) && isListOf(notes, isNote);
    return lists && nodes.length + notes.length > 0 ? { nodes, wires, notes } : null;
  } catch {
    return null;
  }
}

/** All that pasting needs. A drawing's start stays behind: another drawing has its own. */
export function wholeClip(written: WrittenClip, specs: Specs): Clip {
  const pasted = written.nodes.filter((node) => !specs.get(node.type)?.entry);
  const {
    nodes,
    wires,
    notes = [],
  } = readGraph({ ...written, format: 1, name: "", entry: "", nodes: pasted }, specs);
  return { nodes, wires, notes };
}

type Thing = Record<string, unknown>;

function isListOf<T>(value: readonly T[] | undefined, fits: (item: Thing) => boolean): value is readonly T[] {
  return Array.isArray(value) && value.every((item) => isThing(item) && fits(item));
}

function isThing(value: unknown): value is Thing {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNode({ id, type, label = "", settings = {}, position = { x: 0, y: 0 } }: Thing): boolean {
  const words = [id, type, label].every((one) => typeof one === "string");
  return words && isThing(settings) && hasNumbers(position, "x", "y");
}

function isWire({ from, outlet, to }: Thing): boolean {
  return [from, outlet, to].every((one) => typeof one === "string");
}

function isNote({ id, text = "", color = "yellow", position, size }: Thing): boolean {
  const words = typeof id === "string" && typeof text === "string";
  const known = NOTE_COLORS.some((one) => one === color);
  return words && known && hasNumbers(position, "x", "y") && hasNumbers(size, "width", "height");
}

function hasNumbers(value: unknown, ...names: string[]): boolean {
  return isThing(value) && names.every((name) => Number.isFinite(value[name]));
}
