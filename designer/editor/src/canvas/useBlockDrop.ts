import { useReactFlow } from "@xyflow/react";
import type { DragEvent } from "react";
import { BLOCK_WIDTH } from "../core/geometry";
import { useEditorStore } from "../store/editor";

export const BLOCK_DRAG = "application/x-zentrale-block";

/** Takes blocks dragged from the palette; one that is dropped on a wire goes into its middle. */
export function useBlockDrop() {
  const store = useEditorStore();
  const { screenToFlowPosition } = useReactFlow();
  return {
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes(BLOCK_DRAG)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    onDrop(event: DragEvent) {
      const type = event.dataTransfer.getData(BLOCK_DRAG);
      if (!type) return;
      event.preventDefault();
      const point = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const place = { x: point.x - BLOCK_WIDTH / 2, y: point.y - 28 };
      const { wires, addAt } = store.getState();
      const under = document
        .elementFromPoint(event.clientX, event.clientY)
        ?.closest(".react-flow__edge")
        ?.getAttribute("data-id");
      const wire = wires.find((shown) => shown.id === under)?.data?.wire;
      addAt(type, place, wire && { wire });
    },
  };
}
