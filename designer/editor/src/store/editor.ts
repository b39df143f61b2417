import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { drawingActions, emptyDrawing, shown } from "./drawing";
import { emptyOverlay, overlayActions } from "./overlay";
import { emptySession, sessionActions } from "./session";
import type { EditorState, Services } from "./state";

export type EditorStore = StoreApi<EditorState>;

export function createEditor(services: Services): EditorStore {
  return createStore<EditorState>((set, get) => ({
    ...emptyDrawing,
    ...emptySession,
    ...emptyOverlay,
    ...drawingActions(set, get, services),
    ...sessionActions(set, get, services),
    ...overlayActions(set, get, (graph) => shown(graph, get(), services.t)),
  }));
}

export const EditorContext = createContext<EditorStore | null>(null);

export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext);
  if (!store) throw new Error("used outside of an editor");
  return store;
}

export function useEditor<T>(select: (state: EditorState) => T): T {
  return useStore(useEditorStore(), select);
}

export function isDirty(state: EditorState): boolean {
  return state.savedGraph !== null && state.graph !== state.savedGraph;
}
