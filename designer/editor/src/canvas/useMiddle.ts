import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import type { Point } from "../core/graph";

/** Where on the drawing the middle of what is seen lies. */
export function useMiddle(): () => Point {
  const canvas = useStoreApi();
  const { screenToFlowPosition } = useReactFlow();
  return useCallback(() => {
    const frame = canvas.getState().domNode?.getBoundingClientRect();
    return frame
      ? screenToFlowPosition({ x: frame.left + frame.width / 2, y: frame.top + frame.height / 2 })
      : { x: 0, y: 0 };
  }, [canvas, screenToFlowPosition]);
}
