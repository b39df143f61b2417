import { useEffect } from "react";
import { isDirty, useEditorStore } from "../store/editor";
import { mayPass } from "../store/session";

const PAUSE_MS = 500;
const AUTOSAVE_MS = 20_000;

/**
 * Checks the drawing and keeps a copy of it after each change, saves the draft when nothing has changed for a while, and
 * warns before unsaved work is left.
 */
export function useDraftCare(): void {
  const store = useEditorStore();
  useEffect(() => {
    let timer: number | undefined;
    let saving: number | undefined;
    const settle = () => {
      store.getState().keepCopy();
      void store.getState().check();
    };
    const autosave = () => {
      const { dialog, trouble, save } = store.getState();
      if (isDirty(store.getState()) && !dialog && !trouble) void save();
    };
    const unsubscribe = store.subscribe((state, before) => {
      if (state.graph === before.graph) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(settle, PAUSE_MS);
      window.clearTimeout(saving);
      saving = window.setTimeout(autosave, AUTOSAVE_MS);
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
      window.clearTimeout(saving);
      window.removeEventListener("beforeunload", leave);
      window.removeEventListener("online", online);
    };
  }, [store]);
}
