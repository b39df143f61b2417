/** A graph as React Flow draws it. What is unchanged keeps its object, so that only changed blocks draw anew. */
import type { Edge, Node } from "@xyflow/react";
import type { NodeSpec, Specs } from "./catalogue";
import { estimatedSize } from "./geometry";
import { type FlowGraph, type FlowNode, type Note, sameWire, type Wire } from "./graph";
import { nameOf } from "./naming";
import { noteKey, notesOf } from "./notes";

export type CanvasNode = Node<{ node: FlowNode; spec: NodeSpec | undefined }, "block">;
export type CanvasNote = Node<{ note: Note }, "note">;
export type CanvasWire = Edge<{ wire: Wire }, "wire">;

export function canvasNodes(graph: FlowGraph, specs: Specs, before: readonly CanvasNode[]): CanvasNode[] {
  const old = new Map(before.map((shown) => [shown.id, shown]));
  return graph.nodes.map((node) => {
    const shown = old.get(node.id);
    if (shown?.data.node === node) return samePlace(shown) ? shown : { ...shown, position: node.position };
    const spec = specs.get(node.type);
    const { width, height } = estimatedSize(specs, node);
    return {
      ...shown,
      id: node.id,
      type: "block",
      position: node.position,
      data: { node, spec },
      ariaLabel: [...new Set([nameOf(specs, node), spec?.label ?? node.type])].join(", "),
      initialWidth: width,
      initialHeight: height,
    };
  });
}

/** React Flow lifts what is selected by 1000: a note stays behind the blocks even then. */
const BEHIND = -2000;

/** `label` says a note in words, for screen readers. */
export function canvasNotes(
  graph: FlowGraph,
  before: readonly CanvasNote[],
  label: (text: string) => string,
): CanvasNote[] {
  const old = new Map(before.map((shown) => [shown.id, shown]));
  return notesOf(graph).map((note) => {
    const shown = old.get(noteKey(note.id));
    const { position, size } = note;
    if (shown?.data.note === note && shown.position.x === position.x && shown.position.y === position.y) {
      return shown;
    }
    return {
      ...shown,
      ...size,
      id: noteKey(note.id),
      type: "note",
      position,
      zIndex: BEHIND,
      data: { note },
      ariaLabel: label(note.text),
      initialWidth: size.width,
      initialHeight: size.height,
    };
  });
}

function samePlace({ position, data }: CanvasNode): boolean {
  return position.x === data.node.position.x && position.y === data.node.position.y;
}

/** `label` says a wire in words, for screen readers. */
export function canvasWires(
  graph: FlowGraph,
  specs: Specs,
  before: readonly CanvasWire[],
  label: (from: string, to: string) => string,
): CanvasWire[] {
  const names = new Map(graph.nodes.map((node) => [node.id, nameOf(specs, node)]));
  const old = new Map(before.map((shown) => [shown.id, shown]));
  const seen = new Map<string, number>();
  return graph.wires.map((wire) => {
    const id = uniqueId(wire, seen);
    const shown = old.get(id);
    const ariaLabel = label(names.get(wire.from) ?? wire.from, names.get(wire.to) ?? wire.to);
    if (shown?.data && sameWire(shown.data.wire, wire) && shown.ariaLabel === ariaLabel) return shown;
    return {
      ...shown,
      id,
      type: "wire",
      source: wire.from,
      sourceHandle: wire.outlet,
      target: wire.to,
      data: { wire },
      ariaLabel,
    };
  });
}

function uniqueId(wire: Wire, seen: Map<string, number>): string {
  const id = `${wire.from} ${wire.outlet} ${wire.to}`;
  const times = seen.get(id) ?? 0;
  seen.set(id, times + 1);
  return times ? `${id} ${times}` : id;
}

/** Marks the chosen nodes and wires, and no others. */
export function choose<T extends CanvasNode | CanvasNote | CanvasWire>(
  shown: readonly T[],
  chosen: (one: T) => boolean,
): T[] {
  return shown.map((one) =>
    Boolean(one.selected) === chosen(one) ? one : { ...one, selected: !one.selected },
  );
}
