import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { cautionsActions, noCautions } from "./cautions";
import { companyActions } from "./company";
import { drawingActions, emptyDrawing, shown } from "./drawing";
import { emptyOverlay, overlayActions } from "./overlay";
import { emptyReview, reviewActions } from "./review";
import { emptySession, sessionActions } from "./session";
import type { EditorState, Services } from "./state";
import { emptyTools, toolsActions } from "./tools";
import { emptyTraffic, trafficActions } from "./traffic";
import { emptyTrying, tryingActions } from "./trying";
import { emptyVersions, versionsActions } from "./versions";

export type EditorStore = StoreApi<EditorState>;

export function createEditor(services: Services): EditorStore {
  return createStore<EditorState>((set, get) => ({
    ...emptyDrawing,
    ...emptySession,
    ...emptyOverlay,
    ...emptyTools,
    ...emptyReview,
    ...emptyTraffic,
    ...emptyTrying,
    ...noCautions,
    ...emptyVersions,
    ...drawingActions(set, get, services),
    ...sessionActions(set, get, services),
    ...toolsActions(set, get, services),
    ...companyActions(set, get, services),
    ...reviewActions(set, get, services),
    ...trafficActions(set, get, services),
    ...tryingActions(set, get, services),
    ...cautionsActions(set, get, services),
    ...versionsActions(set, get, services),
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
