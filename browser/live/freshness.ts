// How old what the page shows is. The server says something every second; the page believes it for three.
export const STALE_MS = 3_000;
const JUMP_MS = 2_000;

/** *local* times are those of performance.now(), which no change of the clock moves. */
export interface Freshness {
  /** When what the server knew was last new; null before the first time. */
  heard: number | null;
  /** The same by the server's time, in ms. */
  at: number;
  /** Server time minus local time. The least delayed message knows it best, which is the largest. */
  ahead: number;
}

export const NOTHING_HEARD: Freshness = { heard: null, at: 0, ahead: 0 };

/** *age* is how old what the server knows is, in ms. */
export function hear(known: Freshness, at: number, local: number, age = 0): Freshness {
  const ahead = at - local;
  const isJump = known.heard === null || Math.abs(ahead - known.ahead) > JUMP_MS;
  return { heard: local - age, at: at - age, ahead: isJump ? ahead : Math.max(ahead, known.ahead) };
}

/** Nothing heard yet is no stale figure: the page is loading. */
export function isStale(known: Freshness, local: number): boolean {
  return known.heard !== null && local - known.heard >= STALE_MS;
}

/** Whether the page itself stood still until now, *looked* last a while ago: what the server said meanwhile is yet to be read. */
export function stoodStill(looked: number, local: number): boolean {
  return local - looked >= JUMP_MS;
}

/** The time of the server by our own monotonic clock, in ms. */
export function serverTime(known: Freshness, local: number): number {
  return local + known.ahead;
}
