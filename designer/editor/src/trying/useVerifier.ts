import { useEffect } from "react";
import { useEditorStore } from "../store/editor";

const REST_MS = 1000;

/** Looks the drawing through once it was checked and has rested for a while. */
export function useVerifier(): void {
  const store = useEditorStore();
  useEffect(() => {
    let timer: number | undefined;
    const look = () => {
      if (navigator.onLine) void store.getState().lookThrough();
    };
    const rest = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, REST_MS);
    };
    rest();
    const unsubscribe = store.subscribe((state, before) => {
      if (state.graph !== before.graph) window.clearTimeout(timer);
      if (state.diagnostics !== before.diagnostics) rest();
    });
    return () => {
      unsubscribe();
      window.clearTimeout(timer);
    };
  }, [store]);
}
