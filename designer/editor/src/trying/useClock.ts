import { useEffect } from "react";
import { useEditor, useEditorStore } from "../store/editor";

const TICK_MS = 100;

/** Lets the call go on at the speed of life while its panel is open. */
export function useClock(): void {
  const store = useEditorStore();
  const runs = useEditor((state) => state.tried?.call != null && !state.tryOver);
  useEffect(() => {
    if (!runs) return;
    let before = performance.now();
    const timer = window.setInterval(() => {
      const now = performance.now();
      store.getState().passTime((now - before) / 1000);
      before = now;
    }, TICK_MS);
    return () => window.clearInterval(timer);
  }, [store, runs]);
}
