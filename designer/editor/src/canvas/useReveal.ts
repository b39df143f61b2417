import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { firstView } from "../core/firstView";
import type { CanvasNode } from "../core/view";
import { useEditor, useEditorStore } from "../store/editor";

const MARGIN = 24;

/** How all of a drawing is shown. "Hidden" nodes are those that React Flow has not drawn and measured yet. */
export const wholeDrawing = { padding: 0.06, maxZoom: 1, includeHiddenNodes: true };

/** Brings into view what the editor asks for. */
export function useReveal(): void {
  const viewRequest = useEditor((state) => state.viewRequest);
  const flow = useReactFlow<CanvasNode>();
  const canvas = useStoreApi();
  const editor = useEditorStore();
  useEffect(() => {
    if (!viewRequest) return;
    const duration = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250;
    if (viewRequest.first) {
      const { graph, specs } = editor.getState();
      void flow.setViewport(firstView(graph, specs, canvas.getState()));
      return;
    }
    if (viewRequest.ids.length === 0) {
      void flow.fitView({ ...wholeDrawing, duration });
      return;
    }
    const { width, height, transform } = canvas.getState();
    const [left, top, zoom] = transform;
    const bounds = flow.getNodesBounds([...viewRequest.ids]);
    const inside =
      bounds.x * zoom + left >= MARGIN &&
      bounds.y * zoom + top >= MARGIN &&
      (bounds.x + bounds.width) * zoom + left <= width - MARGIN &&
      (bounds.y + bounds.height) * zoom + top <= height - MARGIN;
    if (inside && !viewRequest.centre) return;
    const middle = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
    void flow.setCenter(middle.x, middle.y, { zoom: Math.max(zoom, 0.6), duration });
  }, [viewRequest, flow, canvas, editor]);
}
