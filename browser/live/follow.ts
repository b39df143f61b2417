// Follows the rows of one section: as they are now, or that nobody knows.
import { isBehind, ordered, type Snapshot, step } from "./changes";
import { isStale } from "./freshness";
import { listen, type Wire } from "./line";

/** "down" may still show what it knows; "stale" is too old for that. "refused" does not come back by itself. */
export type Link = "up" | "down" | "stale" | "refused";

export interface Follows<Shape> {
  rows(rows: Shape[]): void;
  link(link: Link): void;
}

const TICK_MS = 1_000;

/** Returns what ends it. */
export function follow<Shape>(
  wire: Wire,
  section: string,
  follows: Follows<Shape>,
  local = () => performance.now(),
): () => void {
  let known: Snapshot | null = null;
  let heard: number | null = null;
  let link: Link | null = null;
  const turn = (next: Link) => {
    if (next !== link) follows.link(next);
    link = next;
  };
  const show = () => known && follows.rows(ordered<Shape>(known, section).map(({ row }) => row));
  const hear = () => {
    const wasStale = link === "stale";
    heard = local();
    turn("up");
    if (wasStale) show();
  };
  const keep = (snapshot: Snapshot) => {
    known = snapshot;
    show();
  };
  listen<Snapshot>(
    wire,
    {
      connected: (isConnected) => turn(isConnected ? "up" : "down"),
      refused: () => turn("refused"),
      snapshot(snapshot) {
        hear();
        keep(snapshot);
      },
      patch(patch) {
        const found = step(known, patch);
        if (found.is === "gap") return false;
        hear();
        if (found.is === "next") keep(found.state);
        return true;
      },
      beat(beat) {
        hear();
        return !isBehind(known, beat);
      },
    },
    local,
  );
  const timer = setInterval(() => {
    const isOld = isStale({ heard, at: 0, ahead: 0 }, local());
    if (isOld && link !== "refused") turn("stale");
  }, TICK_MS);
  return () => clearInterval(timer);
}
