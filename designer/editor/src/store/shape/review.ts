import type { ApiError } from "../../api/errors";
import type { Replayed, TestOutcome, TestRun, Verified } from "../../api/versions";
import type { Change } from "../../core/difference";

export interface Replay extends Replayed {
  readonly from: string;
  readonly to: string;
}

export interface Findings {
  /** Null for a flow that was never published. */
  readonly difference: readonly Change[] | null;
  readonly tests: TestRun;
  readonly verify: Verified;
  readonly replay: Replay;
}

export type Part = keyof Findings;

/** "faulty" has a draft that no call can go through; "absent" is what this server does not have. */
export type PartState<T> =
  | { readonly state: "waiting" | "running" | "faulty" | "absent" }
  | { readonly state: "failed"; readonly trouble: ApiError }
  | { readonly state: "done"; readonly found: T };

export type Review = { readonly [P in Part]: PartState<Findings[P]> };

export interface ReviewState {
  review: Review;
}

export interface ReviewActions {
  /** Saves the draft, and looks at all parts at once. */
  beginReview(): Promise<void>;
  reviewPart(part: Part): Promise<void>;
  /** The server does not publish because of these tests. */
  reportRed(red: readonly TestOutcome[]): void;
}
