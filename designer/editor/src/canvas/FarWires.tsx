import { ViewportPortal } from "@xyflow/react";
import { memo, useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { areMany, nearWires, pathOfWires } from "../core/farWires";
import { noMarks } from "../core/marks";
import type { CanvasWire } from "../core/view";
import { useEditor } from "../store/editor";

/** The wires that are drawn one by one: of many that are seen from afar only those that somebody is at. */
export function useWires(isTiny: boolean): { wires: CanvasWire[]; together: boolean } {
  const together = useEditor((state) => isTiny && areMany(state.wires) && state.marks === noMarks);
  const wires = useEditor(
    useShallow((state) => (together ? nearWires(state.nodes, state.wires) : state.wires)),
  );
  return { wires, together };
}

/** All other wires as one line. It is drawn anew only when a block moves that is not chosen. */
export const FarWires = memo(function FarWires() {
  const blocks = useEditor(useShallow((state) => state.nodes.filter((node) => !node.selected)));
  const wires = useEditor((state) => state.wires);
  const wired = useEditor((state) => state.wired);
  const path = useMemo(() => pathOfWires(blocks, wires, wired), [blocks, wires, wired]);
  return (
    <ViewportPortal>
      <svg className="far-wires" aria-hidden="true">
        <path d={path} />
      </svg>
    </ViewportPortal>
  );
});
