// How old what the page shows is. The server says something every second; the page believes it for three.
export const STALE_MS = 3_000;
const JUMP_MS = 2_000;

/** *local* times are those of performance.now(), which no change of the clock moves. */
export interface Freshness {
  /** When the server was last heard; null before the first time. */
  heard: number | null;
  /** The server's time of what was heard last, in ms. */
  at: number;
  /** Server time minus local time. The least delayed message knows it best, which is the largest. */
  ahead: number;
}

export const NOTHING_HEARD: Freshness = { heard: null, at: 0, ahead: 0 };

export function hear(known: Freshness, at: number, local: number): Freshness {
  const ahead = at - local;
  const isJump = known.heard === null || Math.abs(ahead - known.ahead) > JUMP_MS;
  return { heard: local, at, ahead: isJump ? ahead : Math.max(ahead, known.ahead) };
}

/** Nothing heard yet is no stale figure: the page is loading. */
export function isStale(known: Freshness, local: number): boolean {
  return known.heard !== null && local - known.heard >= STALE_MS;
}

/** The time of the server by our own monotonic clock, in ms. */
export function serverTime(known: Freshness, local: number): number {
  return local + known.ahead;
}
