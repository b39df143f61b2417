// The state of the wall in the browser: what is live, and what belongs to the user.
import type * as live from "../../../browser/live/changes";
import type { Definition, You } from "./rows";

export type { Beat } from "../../../browser/live/changes";
export {
  applied,
  isBehind,
  type Keyed,
  only,
  ordered,
  type Patch,
  step,
} from "../../../browser/live/changes";

export interface Snapshot extends live.Snapshot {
  catalog: readonly Definition[];
  you: You;
}
