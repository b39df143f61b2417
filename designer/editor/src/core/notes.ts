/** Notes and coloured areas behind the blocks of a drawing. */
import type { Specs } from "./catalogue";
import { type Box, boundsOf, boxOf, snap } from "./geometry";
import type { FlowGraph, Note, NoteColor, Point } from "./graph";
import { newId } from "./naming";

export const NOTE_COLORS: readonly NoteColor[] = ["yellow", "blue", "green", "red", "violet", "grey"];
export const NOTE_SIZE = { width: 240, height: 120 };
export const LEAST_NOTE = { width: 80, height: 40 };
export const MOST_NOTES = 200;
export const MOST_NOTE_CHARACTERS = 2000;
const MARGIN = 30;
/** Room above framed blocks for the words of the frame. */
const HEADROOM = 50;

/** What a note is called among everything on the canvas; the slash keeps it apart from the ids of blocks. */
export function noteKey(id: string): string {
  return `note/${id}`;
}

export function notesOf(graph: FlowGraph): readonly Note[] {
  return graph.notes ?? [];
}

/** The drawing with these notes; one without any says nothing of notes. */
export function withNotes(graph: FlowGraph, notes: readonly Note[]): FlowGraph {
  const { notes: _before, ...rest } = graph;
  return notes.length ? { ...rest, notes } : rest;
}

export function addNote(graph: FlowGraph, box: Box, color: NoteColor): { graph: FlowGraph; key: string } {
  const notes = notesOf(graph);
  const id = newId(
    "note",
    notes.map((note) => note.id),
  );
  const { x, y, width, height } = box;
  const note = { id, text: "", color, position: snap({ x, y }), size: { width, height } };
  return { graph: withNotes(graph, [...notes, note]), key: noteKey(id) };
}

export function changeNote(graph: FlowGraph, id: string, change: Partial<Omit<Note, "id">>): FlowGraph {
  const same = (note: Note) =>
    Object.entries(change).every(
      ([name, value]) => JSON.stringify(note[name as keyof Note]) === JSON.stringify(value),
    );
  const notes = notesOf(graph);
  if (notes.every((note) => note.id !== id || same(note))) return graph;
  return withNotes(
    graph,
    notes.map((note) => (note.id === id ? { ...note, ...change } : note)),
  );
}

export function moveNotes(graph: FlowGraph, places: ReadonlyMap<string, Point>): FlowGraph {
  let moved = false;
  const notes = notesOf(graph).map((note) => {
    const place = places.get(noteKey(note.id));
    if (!place || (place.x === note.position.x && place.y === note.position.y)) return note;
    moved = true;
    return { ...note, position: { x: Math.round(place.x), y: Math.round(place.y) } };
  });
  return moved ? withNotes(graph, notes) : graph;
}

export function removeNotes(graph: FlowGraph, keys: ReadonlySet<string>): FlowGraph {
  const notes = notesOf(graph);
  const left = notes.filter((note) => !keys.has(noteKey(note.id)));
  return left.length === notes.length ? graph : withNotes(graph, left);
}

export function noteBox({ position, size }: Note): Box {
  return { ...position, ...size };
}

/** The places of all that moves: what lies in a moved area goes with it, unless it has a place of its own. */
export function carried(graph: FlowGraph, specs: Specs, places: ReadonlyMap<string, Point>) {
  const all = new Map(places);
  const carriers = notesOf(graph).filter((note) => places.has(noteKey(note.id)));
  for (const carrier of carriers) {
    const place = places.get(noteKey(carrier.id)) as Point;
    const by = { x: place.x - carrier.position.x, y: place.y - carrier.position.y };
    for (const [key, box] of boxesIn(graph, specs, carrier)) {
      if (!all.has(key)) all.set(key, { x: box.x + by.x, y: box.y + by.y });
    }
  }
  return all;
}

/** Blocks and smaller notes whose middle lies in an area. */
export function boxesIn(graph: FlowGraph, specs: Specs, area: Note): Map<string, Box> {
  const frame = noteBox(area);
  const inside = new Map<string, Box>();
  for (const node of graph.nodes) {
    const box = boxOf(specs, node);
    if (hasMiddle(frame, box)) inside.set(node.id, box);
  }
  for (const note of notesOf(graph)) {
    const box = noteBox(note);
    if (note.id !== area.id && isSmaller(box, frame) && hasMiddle(frame, box)) {
      inside.set(noteKey(note.id), box);
    }
  }
  return inside;
}

/** A box around others, with a margin and room for a title; null around nothing. */
export function frameOf(boxes: readonly Box[]): Box | null {
  const bounds = boundsOf(boxes);
  if (!bounds) return null;
  const { x, y, width, height } = bounds;
  return {
    x: x - MARGIN,
    y: y - HEADROOM,
    width: width + 2 * MARGIN,
    height: height + MARGIN + HEADROOM,
  };
}

/** Draws each area that had blocks in it around them again, after they were laid out anew. */
export function reframe(before: FlowGraph, after: FlowGraph, specs: Specs): FlowGraph {
  const nodes = new Map(after.nodes.map((node) => [node.id, node]));
  return notesOf(before).reduce((graph, note) => {
    const boxes = [...boxesIn(before, specs, note).keys()].flatMap((key) => {
      const node = nodes.get(key);
      return node ? [boxOf(specs, node)] : [];
    });
    const frame = frameOf(boxes);
    if (!frame) return graph;
    const { x, y, width, height } = frame;
    return changeNote(graph, note.id, { position: { x, y }, size: { width, height } });
  }, after);
}

function hasMiddle(area: Box, box: Box): boolean {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  return x >= area.x && x <= area.x + area.width && y >= area.y && y <= area.y + area.height;
}

function isSmaller(one: Box, other: Box): boolean {
  return one.width * one.height < other.width * other.height;
}
