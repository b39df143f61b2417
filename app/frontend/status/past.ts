// The time machine: a stretch of the past as the server gives it, played at any speed without asking again.
import { applied, type Patch, type Snapshot } from "./state";

export const SPEEDS = [1, 10, 60] as const;
export type Speed = (typeof SPEEDS)[number];

export const STRETCH_MS = 3_600_000;
/** So much of a stretch is left when the next one is asked for, at the speed at which it plays. */
const AHEAD_MS = 10_000;

export interface Stretch {
  /** The wall at the beginning. */
  snapshot: Snapshot;
  patches: readonly Patch[];
  until: number;
}

/** The wall at *moment*, from where the last look ended: a player that goes on need not begin again. */
export interface Seen {
  state: Snapshot;
  /** How many patches are in it. */
  next: number;
}

export function begin(stretch: Stretch): Seen {
  return { state: stretch.snapshot, next: 0 };
}

export function seen(stretch: Stretch, moment: number, last: Seen = begin(stretch)): Seen {
  let { state, next } = moment < last.state.at ? begin(stretch) : last;
  for (let patch = stretch.patches[next]; patch && patch.at <= moment; patch = stretch.patches[next]) {
    state = applied(state, patch);
    next += 1;
  }
  return state === last.state && next === last.next ? last : { state, next };
}

/** Whether the stretch has *moment*, or another one must be asked for. */
export function covers(stretch: Stretch | null, moment: number): boolean {
  return stretch !== null && moment >= stretch.snapshot.at && moment < stretch.until;
}

/** Whether it is time to ask for what follows, so that the picture never stops. */
export function runsOut(stretch: Stretch, moment: number, speed: Speed): boolean {
  return moment >= stretch.until - AHEAD_MS * speed;
}

/** The moment that is shown after *passed* real ms; null once the past has caught up with the present. */
export function played(moment: number, passed: number, speed: Speed, now: number): number | null {
  const next = moment + passed * speed;
  return next >= now ? null : next;
}

/** Where the slider goes by keys: a minute, or ten with Shift. */
export function nudged(moment: number, key: string, shift: boolean, from: number, to: number): number | null {
  const minutes = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[key];
  if (minutes === undefined) return null;
  return Math.min(to, Math.max(from, moment + minutes * (shift ? 10 : 1) * 60_000));
}
