import { Graph, layout } from "@dagrejs/dagre";
import { type SizeOf, snap } from "./geometry";
import type { FlowGraph, Point } from "./graph";

/** Places for all nodes, from left to right in the direction of a call. */
export function tidy(graph: FlowGraph, sizeOf: SizeOf): Map<string, Point> {
  const plan = new Graph().setDefaultEdgeLabel(() => ({}));
  plan.setGraph({ rankdir: "LR", nodesep: 30, ranksep: 60 });
  const known = new Set<string>();
  for (const node of graph.nodes) {
    plan.setNode(node.id, { ...sizeOf(node) });
    known.add(node.id);
  }
  for (const wire of graph.wires) {
    if (known.has(wire.from) && known.has(wire.to)) plan.setEdge(wire.from, wire.to);
  }
  layout(plan);
  return new Map(
    graph.nodes.map((node) => {
      const { width, height } = sizeOf(node);
      const { x, y } = plan.node(node.id) as Point;
      return [node.id, snap({ x: x - width / 2, y: y - height / 2 })];
    }),
  );
}
