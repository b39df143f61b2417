// The time machine: a stretch of the past as the server gives it, played at any speed without asking again.
import { applied, type Patch, type Snapshot } from "./state";

export const SPEEDS = [1, 10, 60] as const;
export type Speed = (typeof SPEEDS)[number];

/** A stretch plays for so long, at whatever speed. */
const PLAYS_MS = 12_000;
/** So long before it is over, the next one is asked for. */
const AHEAD_MS = 6_000;
/** So little of the past is not worth asking for. */
const PRESENT_MS = 2_000;

const HOUR_MS = 3_600_000;

/** A day of the company, and how many calls there were at moments of it. */
export interface Day {
  begins: number;
  ends: number;
  load: readonly (readonly [number, number])[];
}

/** The part of the day that has calls or is going on, with an hour on each side; at least from 8:00 to 18:00. */
export function cropped({ begins, ends, load }: Day, now: number): Pick<Day, "begins" | "ends"> {
  const inside = now >= begins && now < ends ? [Math.ceil(now / HOUR_MS) * HOUR_MS - HOUR_MS] : [];
  const busy = [...load.filter(([, calls]) => calls > 0).map(([ms]) => ms), ...inside];
  const first = Math.min(...busy, begins + 8 * HOUR_MS) - HOUR_MS;
  const last = Math.max(...busy, begins + 17 * HOUR_MS) + HOUR_MS;
  return { begins: Math.max(begins, first), ends: Math.min(ends, last) };
}

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

/** Until when to ask for a stretch that begins at *at*; only the past can be asked for. */
export function lasts(at: number, speed: Speed, now: number): number {
  return Math.max(at, Math.min(at + PLAYS_MS * speed, Math.floor(now) - 1));
}

/** Whether to ask for what follows, so that the picture never stops. At the end of the past there is too little yet. */
export function runsOut(stretch: Stretch, moment: number, speed: Speed, now: number): boolean {
  const isLong = now - stretch.until > AHEAD_MS * speed;
  return isLong && moment >= stretch.until - AHEAD_MS * speed;
}

/** The moment that is shown after *passed* real ms; null once the past has caught up with the present. */
export function played(moment: number, passed: number, speed: Speed, now: number): number | null {
  const next = moment + passed * speed;
  return next >= now - PRESENT_MS ? null : next;
}

/** Where the slider goes by keys: a minute, or ten with Shift. */
export function nudged(moment: number, key: string, shift: boolean, from: number, to: number): number | null {
  const minutes = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[key];
  if (minutes === undefined) return null;
  return Math.min(to, Math.max(from, moment + minutes * (shift ? 10 : 1) * 60_000));
}
