import { MiniMap, type ReactFlowState, useStore } from "@xyflow/react";
import { useRef } from "react";
import { isInView } from "../core/geometry";
import type { CanvasNode, CanvasNote } from "../core/view";

/** A map of the drawing, while a part of it lies outside of what is seen; it does not come or go under a drag. */
export function Overview() {
  const whole = useStore((state) => (state.paneDragging ? null : isWhole(state)));
  const known = useRef(true);
  if (whole !== null) known.current = whole;
  if (known.current) return null;
  return <MiniMap<CanvasNode | CanvasNote> pannable zoomable nodeBorderRadius={12} nodeColor={colorOf} />;
}

function isWhole({ nodes, transform: [x, y, zoom], width, height }: ReactFlowState): boolean {
  const seen = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
  return nodes.every((node) => {
    const size = { width: node.initialWidth ?? 0, height: node.initialHeight ?? 0, ...node.measured };
    return isInView({ ...node.position, ...size }, seen);
  });
}

function colorOf(shown: CanvasNode | CanvasNote): string {
  return shown.type === "note"
    ? `color-mix(in srgb, var(--note-${shown.data.note.color}) 30%, transparent)`
    : (shown.data.spec?.color ?? "#667382");
}
