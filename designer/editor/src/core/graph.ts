/** A drawing as `graph.json` holds it. Values are never changed in place: each edit makes a new graph. */

export interface Point {
  x: number;
  y: number;
}

export type Settings = Readonly<Record<string, unknown>>;

export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly settings: Settings;
  readonly position: Readonly<Point>;
}

export interface Wire {
  readonly from: string;
  readonly outlet: string;
  readonly to: string;
}

export type NoteColor = "yellow" | "blue" | "green" | "red" | "violet" | "grey";

/** A text or a coloured area behind the blocks. Calls know nothing of it. */
export interface Note {
  readonly id: string;
  readonly text: string;
  readonly color: NoteColor;
  readonly position: Readonly<Point>;
  readonly size: Readonly<{ width: number; height: number }>;
}

export interface FlowGraph {
  readonly format: number;
  readonly name: string;
  readonly entry: string;
  readonly nodes: readonly FlowNode[];
  readonly wires: readonly Wire[];
  /** Left out by a drawing that has none. */
  readonly notes?: readonly Note[];
}

export function nodeById(graph: FlowGraph, id: string): FlowNode | undefined {
  return graph.nodes.find((node) => node.id === id);
}

export function sameWire(a: Wire, b: Wire): boolean {
  return a.from === b.from && a.outlet === b.outlet && a.to === b.to;
}

/** Where an outlet leads, or undefined while it is free. */
export function targetOf(graph: FlowGraph, from: string, outlet: string): string | undefined {
  return graph.wires.find((wire) => wire.from === from && wire.outlet === outlet)?.to;
}

/** Whether two graphs draw the same thing; the order of an object's keys does not matter. */
export function sameGraph(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
