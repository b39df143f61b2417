/** A large drawing that is seen from afar: nobody can tell its wires apart there, so they are one line together. */
import { getSmoothStepPath, Position } from "@xyflow/react";
import { BLOCK_WIDTH, inletY, outletY } from "./geometry";
import type { Point } from "./graph";
import { shownOutlets } from "./outlets";
import type { CanvasNode, CanvasWire } from "./view";

export const WIRE_SHAPE = { borderRadius: 10, offset: 14 };
const MANY = 300;

export function areMany(wires: readonly CanvasWire[]): boolean {
  return wires.length > MANY;
}

/** Those that somebody is at: chosen, or at a chosen block. */
export function nearWires(nodes: readonly CanvasNode[], wires: readonly CanvasWire[]): CanvasWire[] {
  const chosen = new Set(nodes.filter((node) => node.selected).map((node) => node.id));
  return wires.filter(({ selected, source, target }) => selected || chosen.has(source) || chosen.has(target));
}

/** One path for all wires between these blocks. */
export function pathOfWires(
  nodes: readonly CanvasNode[],
  wires: readonly CanvasWire[],
  wired: ReadonlyMap<string, readonly string[]>,
): string {
  const outlets = new Map<string, Map<string, Point>>();
  const inlets = new Map<string, Point>();
  for (const { id, position, data } of nodes) {
    const { x, y } = position;
    inlets.set(id, { x, y: y + inletY });
    const shown = shownOutlets(data.spec, data.node, wired.get(id) ?? []);
    const places = shown.map(({ name }, row) => [name, { x: x + BLOCK_WIDTH, y: y + outletY(row) }] as const);
    outlets.set(id, new Map(places));
  }
  return wires
    .map(({ source, sourceHandle, target }) => {
      const from = outlets.get(source)?.get(sourceHandle ?? "");
      const to = inlets.get(target);
      return from && to ? lineBetween(from, to) : "";
    })
    .join("");
}

function lineBetween(from: Point, to: Point): string {
  const ends = { sourceX: from.x, sourceY: from.y, targetX: to.x, targetY: to.y };
  const sides = { sourcePosition: Position.Right, targetPosition: Position.Left };
  return getSmoothStepPath({ ...ends, ...sides, ...WIRE_SHAPE })[0];
}
