import { useEffect } from "react";
import type { Marks } from "../core/marks";
import { useEditorStore } from "../store/editor";

/** Lays marks over the drawing; whoever opens another panel takes them away. */
export function useMarks(marks: Marks): void {
  const store = useEditorStore();
  useEffect(() => {
    store.getState().mark(marks);
  }, [store, marks]);
}
