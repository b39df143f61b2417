import type { ApiError } from "../../api/errors";
import type { Drawn, VersionList } from "../../api/versions";
import type { Difference } from "../../core/difference";
import type { FlowGraph } from "../../core/graph";

/** A drawing of the flow on the canvas; `from` and `difference` are null for one that has none before it. */
export interface Shown {
  readonly to: Drawn;
  readonly from: Drawn | null;
  readonly drawing: FlowGraph;
  readonly difference: Difference | null;
  readonly asItWas: boolean;
  /** The place of the change that was gone to last. */
  readonly at: number | null;
}

/** `of` is the drawing that the server held when it listed them. */
export type ListedVersions = VersionList & { readonly of: FlowGraph };

export interface VersionsState {
  versionList: ListedVersions | null;
  versionShown: Shown | null;
  /** Which is being fetched. */
  versionAwaited: Drawn | null;
  /** Why the versions, or one of them, could not be fetched. */
  versionsTrouble: ApiError | null;
  rollBackTo: number | null;
  /** Why the server does not go back to that version, in its words. */
  rollBackRefusal: string | null;
}

export interface VersionsActions {
  /** Lists the versions, and shows the draft when it is another drawing than the one in force. */
  openVersions(): Promise<void>;
  /** Shows a drawing against another: by default the version before, for the draft the one in force. */
  showVersion(to: Drawn, from?: Drawn | null): Promise<void>;
  showAsItWas(asItWas: boolean): void;
  hideVersion(): void;
  goToChange(at: number): void;
  stepToChange(by: 1 | -1): void;
  askRollBack(version: number | null): void;
  rollBack(): Promise<void>;
}
