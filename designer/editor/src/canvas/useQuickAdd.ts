import { type FinalConnectionState, useReactFlow } from "@xyflow/react";
import { type MouseEvent, useState } from "react";
import type { Point } from "../core/graph";
import { useEditorStore } from "../store/editor";

export interface QuickPlace {
  /** In the window, for the list of blocks. */
  screen: Point;
  /** The outlet whose wire was let go here. */
  source: { from: string; outlet: string } | null;
}

/** A list of blocks where a wire was let go over nothing, or where the canvas was double-clicked. */
export function useQuickAdd() {
  const store = useEditorStore();
  const { screenToFlowPosition } = useReactFlow();
  const [at, setAt] = useState<QuickPlace | null>(null);
  return {
    at,
    close: () => setAt(null),
    openAtPointer(event: MouseEvent) {
      if (!(event.target as Element).classList.contains("react-flow__pane")) return;
      setAt({ screen: { x: event.clientX, y: event.clientY }, source: null });
    },
    openAtWireEnd(event: globalThis.MouseEvent | TouchEvent, end: FinalConnectionState) {
      const from = end.fromHandle;
      if (end.toNode || from?.type !== "source" || !end.fromNode) return;
      const { clientX, clientY } = "changedTouches" in event ? (event.changedTouches[0] as Touch) : event;
      setAt({
        screen: { x: clientX, y: clientY },
        source: { from: end.fromNode.id, outlet: from.id ?? "" },
      });
    },
    pick(type: string) {
      if (!at) return;
      const place = screenToFlowPosition(at.screen);
      store.getState().addAt(type, { x: place.x, y: place.y - 28 }, at.source ?? undefined);
      setAt(null);
    },
  };
}
