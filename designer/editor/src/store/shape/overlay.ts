import type { FlowGraph } from "../../core/graph";
import type { Marks } from "../../core/marks";

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
