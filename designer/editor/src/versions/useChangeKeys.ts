import { useEffect } from "react";
import { useEditorStore } from "../store/editor";

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowUp: -1, ArrowDown: 1 };

/** Alt and an arrow lead from change to change, but neither in a dialog nor in a field that knows these keys itself. */
export function useChangeKeys(): void {
  const store = useEditorStore();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const by = STEPS[event.key];
      const { dialog, stepToChange } = store.getState();
      const isInField = (event.target as HTMLElement).closest("input, textarea, select") !== null;
      if (!event.altKey || by === undefined || dialog || isInField) return;
      event.preventDefault();
      stepToChange(by);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [store]);
}
