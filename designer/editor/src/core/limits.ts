/** How large a drawing may be; the server says the same. */
import type { FlowGraph } from "./graph";
import { MOST_NOTES, notesOf } from "./notes";

export const MOST_NODES = 2000;
export const MOST_WIRES = 10_000;

export interface Excess {
  readonly what: "nodes" | "wires" | "notes";
  readonly count: number;
  readonly most: number;
}

/** What a change would make too much of; a drawing that was too large before may still become smaller. */
export function excess(before: FlowGraph, after: FlowGraph): Excess | null {
  const sizes: [Excess["what"], (graph: FlowGraph) => number, number][] = [
    ["nodes", (graph) => graph.nodes.length, MOST_NODES],
    ["wires", (graph) => graph.wires.length, MOST_WIRES],
    ["notes", (graph) => notesOf(graph).length, MOST_NOTES],
  ];
  for (const [what, size, most] of sizes) {
    const count = size(after);
    if (count > most && count > size(before)) return { what, count, most };
  }
  return null;
}
