import type { Specs } from "./catalogue";
import { freePlace } from "./geometry";
import type { FlowGraph, FlowNode, Point, Settings, Wire } from "./graph";

interface Written {
  id: string;
  type: string;
  label?: string;
  settings?: Settings;
  position?: Point;
}

/** A graph as it may be written by hand: labels, settings and positions can be missing. */
export interface WrittenGraph extends Omit<FlowGraph, "nodes"> {
  nodes: readonly Written[];
}

/** Whether most of a drawing has no places yet, so that all of it should be laid out. */
export function needsLayout(graph: WrittenGraph): boolean {
  return graph.nodes.filter((node) => !node.position).length > graph.nodes.length / 2;
}

/** Completes a written graph. A node without a place gets a free one. */
export function readGraph(written: WrittenGraph, specs: Specs): FlowGraph {
  const placed: FlowNode[] = [];
  let graph: FlowGraph = { ...written, nodes: placed, wires: written.wires as readonly Wire[] };
  for (const { position, ...rest } of written.nodes) {
    const node = {
      ...rest,
      label: rest.label ?? "",
      settings: rest.settings ?? {},
      position: { x: 0, y: 0 },
    };
    const place = position ?? freePlace(graph, specs, node, node.position);
    graph = { ...graph, nodes: [...graph.nodes, { ...node, position: place }] };
  }
  return graph;
}
