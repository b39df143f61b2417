import { useCallback } from "react";
import { useEditorStore } from "../store/editor";

/** Goes to a step of the call, and brings its block into view. */
export function useStep(): (step: number) => void {
  const store = useEditorStore();
  return useCallback(
    (step) => {
      const { callTrace, stepTo, reveal } = store.getState();
      const node = callTrace?.steps[step]?.node;
      stepTo(step);
      if (node) reveal([node]);
    },
    [store],
  );
}
