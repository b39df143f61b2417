/** Edits of a drawing: each takes a graph and gives a new one, or the same one when there was nothing to do. */
import type { NodeSpec, Specs } from "./catalogue";
import { type FlowGraph, type FlowNode, nodeById, type Point, sameWire, targetOf, type Wire } from "./graph";
import { newId, newLabel } from "./naming";
import { outletsOf } from "./outlets";

export function makeNode(graph: FlowGraph, spec: NodeSpec, position: Point): FlowNode {
  return {
    id: newId(
      spec.type,
      graph.nodes.map((node) => node.id),
    ),
    type: spec.type,
    label: newLabel(
      spec.label,
      graph.nodes.map((node) => node.label),
    ),
    settings: Object.fromEntries(
      spec.fields
        .filter((field) => field.default != null)
        .map((field) => [field.name, field.initial ?? field.default]),
    ),
    position,
  };
}

/** Adds a node; one whose type is an entry becomes the start of a drawing that has none. */
export function addNode(graph: FlowGraph, node: FlowNode, spec: NodeSpec): FlowGraph {
  const entry = spec.entry && !nodeById(graph, graph.entry) ? node.id : graph.entry;
  return { ...graph, entry, nodes: [...graph.nodes, node] };
}

/** Whether a person may delete or duplicate a node: the place where calls begin stays, once. */
export function isRemovable(graph: FlowGraph, specs: Specs, node: FlowNode): boolean {
  return node.id !== graph.entry && !specs.get(node.type)?.entry;
}

export function removeNodes(graph: FlowGraph, specs: Specs, ids: ReadonlySet<string>): FlowGraph {
  const gone = new Set(
    graph.nodes.filter((node) => ids.has(node.id) && isRemovable(graph, specs, node)).map((node) => node.id),
  );
  if (gone.size === 0) return graph;
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => !gone.has(node.id)),
    wires: graph.wires.filter((wire) => !gone.has(wire.from) && !gone.has(wire.to)),
  };
}

export function moveNodes(graph: FlowGraph, places: ReadonlyMap<string, Point>): FlowGraph {
  let moved = false;
  const nodes = graph.nodes.map((node) => {
    const place = places.get(node.id);
    if (!place || (place.x === node.position.x && place.y === node.position.y)) return node;
    moved = true;
    return { ...node, position: { x: Math.round(place.x), y: Math.round(place.y) } };
  });
  return moved ? { ...graph, nodes } : graph;
}

export function setLabel(graph: FlowGraph, id: string, label: string): FlowGraph {
  return changeNode(graph, id, (node) => (node.label === label ? node : { ...node, label }));
}

/** Changes a setting. Wires that leave by an outlet which the change takes away go with it. */
export function setSetting(
  graph: FlowGraph,
  id: string,
  name: string,
  value: unknown,
  spec: NodeSpec,
): FlowGraph {
  const before = nodeById(graph, id);
  if (!before) return graph;
  const after = { ...before, settings: { ...before.settings, [name]: value } };
  const kept = new Set(outletsOf(spec, after).map((outlet) => outlet.name));
  const lost = new Set(
    outletsOf(spec, before)
      .map((outlet) => outlet.name)
      .filter((outlet) => !kept.has(outlet)),
  );
  const wires = lost.size
    ? graph.wires.filter((wire) => wire.from !== id || !lost.has(wire.outlet))
    : graph.wires;
  return { ...changeNode(graph, id, () => after), wires };
}

/** Whether a wire may lead into a node: never into the place where calls begin. */
export function canEnter(graph: FlowGraph, specs: Specs, id: string): boolean {
  const node = nodeById(graph, id);
  return node !== undefined && isRemovable(graph, specs, node);
}

/** Draws a wire. An outlet leads to one place: a wire that it had is replaced. */
export function connect(graph: FlowGraph, specs: Specs, wire: Wire): FlowGraph {
  if (!canEnter(graph, specs, wire.to) || !nodeById(graph, wire.from)) return graph;
  const at = graph.wires.findIndex((old) => old.from === wire.from && old.outlet === wire.outlet);
  if (at < 0) return { ...graph, wires: [...graph.wires, wire] };
  if (sameWire(graph.wires[at] as Wire, wire)) return graph;
  const others = graph.wires.filter((old) => old.from !== wire.from || old.outlet !== wire.outlet);
  return { ...graph, wires: others.toSpliced(at, 0, wire) };
}

export function disconnect(graph: FlowGraph, gone: (wire: Wire) => boolean): FlowGraph {
  const wires = graph.wires.filter((wire) => !gone(wire));
  return wires.length === graph.wires.length ? graph : { ...graph, wires };
}

/** The first outlet of a node that leads nowhere yet. */
export function freeOutlet(graph: FlowGraph, specs: Specs, id: string): string | undefined {
  const node = nodeById(graph, id);
  if (!node) return undefined;
  const outlets = outletsOf(specs.get(node.type), node);
  return outlets.find((outlet) => targetOf(graph, id, outlet.name) === undefined)?.name;
}

/** Puts a node into the middle of a wire: the wire leads to it, and its first free outlet leads on. */
export function splice(graph: FlowGraph, specs: Specs, wire: Wire, id: string): FlowGraph {
  if (!canEnter(graph, specs, id)) return graph;
  const outlet = freeOutlet(graph, specs, id);
  const first = connect(graph, specs, { ...wire, to: id });
  return outlet === undefined ? first : connect(first, specs, { from: id, outlet, to: wire.to });
}

function changeNode(graph: FlowGraph, id: string, change: (node: FlowNode) => FlowNode): FlowGraph {
  let changed = false;
  const nodes = graph.nodes.map((node) => {
    if (node.id !== id) return node;
    const after = change(node);
    changed ||= after !== node;
    return after;
  });
  return changed ? { ...graph, nodes } : graph;
}
