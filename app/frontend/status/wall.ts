// What the page knows, kept in one place: the wall, how fresh it is, and whether the past is shown.
import { createStore } from "zustand/vanilla";
import {
  type Freshness,
  hear,
  isStale,
  NOTHING_HEARD,
  serverTime,
  stoodStill,
} from "../../../browser/live/freshness";
import type { Choice, Now } from "./rows";
import { type Beat, isBehind, only, type Patch, type Snapshot, step } from "./state";

export interface Wall {
  live: Snapshot | null;
  freshness: Freshness;
  isStale: boolean;
  /** Whether the line is up, as far as the browser knows. */
  isConnected: boolean;
  /** The portal has ended the line, and it does not come back by itself. */
  isRefused: boolean;
  /** What is shown instead of the live wall; null while it is live. */
  past: { state: Snapshot; moment: number } | null;
  /** The time zone of the company. */
  zone: string;
  /** The server's time, which moves once a second. */
  now: number;
}

export const wall = createStore<Wall>(() => ({
  live: null,
  freshness: NOTHING_HEARD,
  isStale: false,
  isConnected: false,
  isRefused: false,
  past: null,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  now: Date.now(),
}));

const local = () => performance.now();

function heard({ at, age }: Pick<Beat, "at" | "age">): Pick<Wall, "freshness" | "isStale"> {
  const freshness = hear(wall.getState().freshness, at, local(), age);
  return { freshness, isStale: isStale(freshness, local()) };
}

/** One that was asked for after a gap leaves out what belongs to the user and did not change. */
export type Sent = Omit<Snapshot, "catalog" | "you"> & Partial<Pick<Snapshot, "catalog" | "you">>;

export function onSnapshot(sent: Sent): void {
  const { live, zone } = wall.getState();
  const [catalog, you] = [sent.catalog ?? live?.catalog, sent.you ?? live?.you];
  if (!catalog || !you) return;
  const snapshot = { ...sent, catalog, you };
  const now = only<Now>(snapshot, "now", "now");
  const found = heard(sent);
  const time = serverTime(found.freshness, local());
  wall.setState({ live: snapshot, zone: now?.zone ?? zone, now: time, ...found });
}

const targetsOf = (snapshot: Snapshot | null) =>
  String(snapshot && only<Now>(snapshot, "now", "now")?.targets);

/** False if a new snapshot is needed: after a gap, and for the catalog once the company has changed its targets. */
export function onPatch(patch: Patch): boolean {
  const { live } = wall.getState();
  const found = step(live, patch);
  if (found.is === "gap" || (found.is === "next" && targetsOf(found.state) !== targetsOf(live))) return false;
  wall.setState(found.is === "next" ? { live: found.state, ...heard(patch) } : heard(patch));
  return true;
}

/** False if a new snapshot is needed. */
export function onBeat(beat: Beat): boolean {
  wall.setState(heard(beat));
  return !isBehind(wall.getState().live, beat);
}

export function onChoice(choice: Choice): void {
  const { live } = wall.getState();
  if (live) wall.setState({ live: { ...live, you: { ...live.you, choice } } });
}

export function onConnected(isConnected: boolean): void {
  wall.setState({ isConnected, isRefused: false });
}

export function onRefused(): void {
  wall.setState({ isRefused: true });
}

let looked = local();

/** Moves the clock, and finds out whether the figures are too old to be shown. A page that stood still waits for the next
 * tick: hiding all would close the menu or the form that somebody has open, though the server said something meanwhile. */
export function tick(): void {
  const { freshness, isStale: wasStale } = wall.getState();
  const time = local();
  const isLate = stoodStill(looked, time);
  looked = time;
  if (freshness.heard === null) return;
  wall.setState({ now: serverTime(freshness, time), isStale: isLate ? wasStale : isStale(freshness, time) });
}

export function showPast(past: Wall["past"]): void {
  wall.setState({ past });
}
