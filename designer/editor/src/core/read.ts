import type { Specs } from "./catalogue";
import { freePlace } from "./geometry";
import type { FlowGraph, FlowNode, Note, Point, Settings, Wire } from "./graph";
import { withNotes } from "./notes";

interface Written {
  id: string;
  type: string;
  label?: string;
  settings?: Settings;
  position?: Point;
}

type WrittenNote = Pick<Note, "id" | "position" | "size"> & Partial<Note>;

/** A graph as it may be written by hand: labels, settings and positions can be missing. */
export interface WrittenGraph extends Omit<FlowGraph, "nodes" | "notes"> {
  nodes: readonly Written[];
  notes?: readonly WrittenNote[];
}

/** Whether most of a drawing has no places yet, so that all of it should be laid out. */
export function needsLayout(graph: WrittenGraph): boolean {
  return graph.nodes.filter((node) => !node.position).length > graph.nodes.length / 2;
}

/** Completes a written graph. A node without a place gets a free one. */
export function readGraph(written: WrittenGraph, specs: Specs): FlowGraph {
  const placed: FlowNode[] = [];
  const { notes = [], ...rest } = written;
  const whole = notes.map(
    (note): Note => ({ ...note, text: note.text ?? "", color: note.color ?? "yellow" }),
  );
  let graph = withNotes({ ...rest, nodes: placed, wires: written.wires as readonly Wire[] }, whole);
  for (const { position, ...drawn } of written.nodes) {
    const node = {
      ...drawn,
      label: drawn.label ?? "",
      settings: drawn.settings ?? {},
      position: { x: 0, y: 0 },
    };
    const place = position ?? freePlace(graph, specs, node, node.position);
    graph = { ...graph, nodes: [...graph.nodes, { ...node, position: place }] };
  }
  return graph;
}
