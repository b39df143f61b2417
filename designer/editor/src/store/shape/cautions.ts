import type { Finding } from "../../api/versions";

export interface CautionsState {
  cautions: readonly Finding[];
  /** By the blocks of the drawing. */
  cautionsAt: ReadonlyMap<string, readonly Finding[]>;
  /** The drawing could not be looked through, so what is shown may be of another one. */
  cautionsFailed: boolean;
}

export interface CautionsActions {
  /** Looks a drawing through; an answer for one that is no longer drawn is dropped. */
  lookThrough(): Promise<void>;
  /** Lets a call show it, beside the canvas. */
  playCaution(finding: Finding): void;
}
