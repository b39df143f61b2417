import { useEffect } from "react";
import { isDirty, useEditorStore } from "../store/editor";
import { mayPass } from "../store/session";

const PAUSE_MS = 500;

/** Checks the drawing and keeps a copy of it after each change, and warns before unsaved work is left. */
export function useDraftCare(): void {
  const store = useEditorStore();
  useEffect(() => {
    let timer: number | undefined;
    const settle = () => {
      store.getState().keepCopy();
      void store.getState().check();
    };
    const unsubscribe = store.subscribe((state, before) => {
      if (state.graph === before.graph) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(settle, PAUSE_MS);
    });
    const leave = (event: BeforeUnloadEvent) => {
      store.getState().keepCopy();
      if (isDirty(store.getState())) event.preventDefault();
    };
    const online = () => {
      const { trouble, save } = store.getState();
      if (trouble && mayPass(trouble.trouble)) void save();
    };
    window.addEventListener("beforeunload", leave);
    window.addEventListener("online", online);
    return () => {
      unsubscribe();
      window.clearTimeout(timer);
      window.removeEventListener("beforeunload", leave);
      window.removeEventListener("online", online);
    };
  }, [store]);
}
