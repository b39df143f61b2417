import type { FlowGraph } from "../core/graph";
import { type Marks, noMarks } from "../core/marks";
import type { EditorState, GetState, SetState } from "./state";

/** What the side panel is used for, when not for settings; see `modes.ts`. */
export type Mode = string;

export interface OverlayState {
  mode: Mode | null;
  marks: Marks;
  /** Another drawing that the canvas shows instead, to be looked at only. */
  looking: FlowGraph | null;
  /** Whoever is signed in may look, but not draw. */
  readOnly: boolean;
}

export interface OverlayActions {
  /** Opens a panel, or the settings again; what the panel before laid over the drawing is gone. */
  enter(mode: Mode | null): void;
  mark(marks: Marks): void;
  look(graph: FlowGraph | null): void;
  /** Leads back from another drawing to the own one, in the same panel. */
  stopLooking(): void;
}

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
