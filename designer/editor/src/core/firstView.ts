import { getViewportForBounds, type Rect, type Viewport } from "@xyflow/react";
import type { Specs } from "./catalogue";
import { estimatedSize, type Size } from "./geometry";
import { type FlowGraph, type FlowNode, nodeById } from "./graph";

const PADDING = 0.06;
const LEGIBLE = 0.35;
const NEAR = 0.7;
const MARGIN = 40;

/** Where one looks when a drawing is opened: at all of it, or at its beginning when all would be too small to read. */
export function firstView(graph: FlowGraph, specs: Specs, { width, height }: Size): Viewport {
  const all = graph.nodes.map((node) => rectOf(specs, node));
  const whole = getViewportForBounds(around(all), width, height, LEGIBLE / 2, 1, PADDING);
  const entry = nodeById(graph, graph.entry) ?? graph.nodes[0];
  if (whole.zoom >= LEGIBLE || !entry) return whole;
  const begin = rectOf(specs, entry);
  return {
    x: MARGIN - begin.x * NEAR,
    y: height / 2 - (begin.y + begin.height / 2) * NEAR,
    zoom: NEAR,
  };
}

function rectOf(specs: Specs, node: FlowNode): Rect {
  return { ...node.position, ...estimatedSize(specs, node) };
}

function around(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return rects.length ? { x, y, width: right - x, height: bottom - y } : { x: 0, y: 0, width: 1, height: 1 };
}
