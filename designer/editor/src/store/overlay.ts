import type { FlowGraph } from "../core/graph";
import { noMarks } from "../core/marks";
import type { OverlayActions, OverlayState } from "./shape/overlay";
import type { EditorState, GetState, SetState } from "./state";

export const emptyOverlay: OverlayState = { mode: null, marks: noMarks, looking: null, readOnly: false };

export function overlayActions(
  set: SetState,
  get: GetState,
  show: (graph: FlowGraph) => Partial<EditorState>,
): OverlayActions {
  return {
    stopLooking() {
      if (get().looking === null) return;
      get().look(null);
      get().mark(noMarks);
    },
    enter(mode) {
      get().look(null);
      set({ mode, marks: noMarks });
    },
    mark: (marks) => set({ marks }),
    look(looking) {
      if (looking === get().looking) return;
      const { nodes, notes, wires, wired } = show(looking ?? get().graph);
      set({ looking, nodes, notes, wires, wired } as Partial<EditorState>);
      if (looking === null) get().reveal([]);
    },
  };
}

export function mayDraw(state: EditorState): boolean {
  return !state.readOnly && state.looking === null;
}
