import type { Specs } from "./catalogue";
import { isRemovable } from "./edit";
import type { FlowGraph, FlowNode, Point, Wire } from "./graph";
import { newId, newLabel } from "./naming";

/** Copied nodes and the wires between them. */
export interface Clip {
  readonly nodes: readonly FlowNode[];
  readonly wires: readonly Wire[];
}

/** What a copy of the chosen nodes holds; null if none of them can be copied. */
export function copyNodes(graph: FlowGraph, specs: Specs, ids: ReadonlySet<string>): Clip | null {
  const nodes = graph.nodes.filter((node) => ids.has(node.id) && isRemovable(graph, specs, node));
  if (nodes.length === 0) return null;
  const taken = new Set(nodes.map((node) => node.id));
  return { nodes, wires: graph.wires.filter((wire) => taken.has(wire.from) && taken.has(wire.to)) };
}

export interface Pasted {
  graph: FlowGraph;
  ids: string[];
}

/** Adds a clip's nodes under new ids, moved until none lies exactly on another. */
export function pasteClip(graph: FlowGraph, clip: Clip, step: number): Pasted {
  const shift = freeShift(graph, clip, step);
  const taken = new Set(graph.nodes.map((node) => node.id));
  const labels = new Set(graph.nodes.map((node) => node.label));
  const ids = new Map<string, string>();
  const nodes = clip.nodes.map((node) => {
    const id = newId(node.type, taken);
    const label = newLabel(node.label, labels);
    taken.add(id);
    labels.add(label);
    ids.set(node.id, id);
    return { ...node, id, label, position: { x: node.position.x + shift, y: node.position.y + shift } };
  });
  const wires = clip.wires.flatMap((wire) => {
    const from = ids.get(wire.from);
    const to = ids.get(wire.to);
    return from && to ? [{ ...wire, from, to }] : [];
  });
  return {
    graph: { ...graph, nodes: [...graph.nodes, ...nodes], wires: [...graph.wires, ...wires] },
    ids: [...ids.values()],
  };
}

function freeShift(graph: FlowGraph, clip: Clip, step: number): number {
  const spot = (point: Point) => `${point.x} ${point.y}`;
  const occupied = new Set(graph.nodes.map((node) => spot(node.position)));
  let shift = step;
  const hits = ({ position }: FlowNode) =>
    occupied.has(spot({ x: position.x + shift, y: position.y + shift }));
  while (clip.nodes.some(hits)) shift += step;
  return shift;
}

/** Reads a stored clip; null when the text is not one. */
export function readClip(text: string | null): Clip | null {
  try {
    const clip = JSON.parse(text ?? "null") as Clip | null;
    return clip && Array.isArray(clip.nodes) && Array.isArray(clip.wires) ? clip : null;
  } catch {
    return null;
  }
}
