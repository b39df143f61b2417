import type { Specs } from "./catalogue";
import type { FlowGraph, FlowNode, Point } from "./graph";
import { outletsOf } from "./outlets";

export const GRID = 10;
export const BLOCK_WIDTH = 220;
const HEAD_HEIGHT = 58;
const ROW_HEIGHT = 28;
const GAP = 30;

/** How far below the top of a block a wire comes in. */
export const inletY = 29;

/** How far below the top of a block the wire of an outlet goes out. */
export function outletY(row: number): number {
  return HEAD_HEIGHT + (row + 0.5) * ROW_HEIGHT;
}

export interface Size {
  width: number;
  height: number;
}

export interface Box extends Point, Size {}

export type SizeOf = (node: FlowNode) => Size;

/** How large a node is drawn, before the browser has measured it. The style sheet uses the same numbers. */
export function estimatedSize(specs: Specs, node: FlowNode): Size {
  const rows = outletsOf(specs.get(node.type), node).length;
  return { width: BLOCK_WIDTH, height: HEAD_HEIGHT + rows * ROW_HEIGHT };
}

export function boxOf(specs: Specs, node: FlowNode): Box {
  return { ...node.position, ...estimatedSize(specs, node) };
}

/** The smallest box around others; null around nothing. */
export function boundsOf(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

export function isInView(box: Box, seen: Box): boolean {
  return (
    box.x >= seen.x &&
    box.y >= seen.y &&
    box.x + box.width <= seen.x + seen.width &&
    box.y + box.height <= seen.y + seen.height
  );
}

export function snap(point: Point): Point {
  return { x: Math.round(point.x / GRID) * GRID, y: Math.round(point.y / GRID) * GRID };
}

/** A place to the right of a node for the one that follows it, level with it where there is room. */
export function placeAfter(graph: FlowGraph, specs: Specs, before: FlowNode, added: FlowNode): Point {
  const { width } = estimatedSize(specs, before);
  return freePlace(graph, specs, added, {
    x: before.position.x + width + 2 * GAP,
    y: before.position.y,
  });
}

/** The wanted place, moved down until the node covers no other. */
export function freePlace(graph: FlowGraph, specs: Specs, added: FlowNode, wanted: Point): Point {
  const size = estimatedSize(specs, added);
  const place = snap(wanted);
  const covers = (node: FlowNode) => {
    const other = estimatedSize(specs, node);
    return (
      place.x < node.position.x + other.width + GAP / 2 &&
      node.position.x < place.x + size.width + GAP / 2 &&
      place.y < node.position.y + other.height + GAP / 2 &&
      node.position.y < place.y + size.height + GAP / 2
    );
  };
  for (let other = graph.nodes.find(covers); other; other = graph.nodes.find(covers)) {
    place.y = snap({ x: 0, y: other.position.y + estimatedSize(specs, other).height + GAP }).y;
  }
  return place;
}
