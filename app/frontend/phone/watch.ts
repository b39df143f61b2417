/**
 * Whether the exchange can ring this page: when to ask it, and what to do about what it says or doesn't. Pure.
 *
 * A browser shows a connection as open for as long as nothing is sent on it, though a router, a web server in between
 * or the exchange has long forgotten it, as after a notebook has slept. And with another browser as its phone, the
 * exchange answers, but rings that one. So only what the exchange itself says of this page counts.
 */

/** How long it may be since the last answer. */
export const ASK_MS = 15_000;
/** A longer silence means that the connection is gone. */
export const ANSWER_MS = 10_000;
/** In a call, that would end it: a connection that comes back by itself is better. */
export const ANSWER_IN_CALL_MS = 30_000;
/** A page that has connected has registered by then. */
export const SETTLED_MS = 5_000;
/** After what ought to have repaired it. */
export const AGAIN_MS = 2_000;
/** A connection that does not come about by then is tried anew. */
export const CONNECT_MS = 10_000;

export type Deed = "ask" | "reconnect" | "register" | null;

export interface Watch {
  connected: boolean;
  /** When to ask next, in milliseconds. */
  due: number;
  /** Since when an answer is awaited, or without a connection a new one; null for neither. */
  since: number | null;
}

export type Noticed =
  /** Time goes on. */
  | { type: "tick"; inCall: boolean }
  /** The page is looked at again, or the network is back. */
  | { type: "woke" }
  | { type: "connected" }
  | { type: "down" }
  /** It rings here, or it would not. */
  | { type: "answer"; rings: boolean };

export function begin(now: number): Watch {
  return { connected: false, due: now, since: now };
}

export function notice(watch: Watch, noticed: Noticed, now: number): [Watch, Deed] {
  switch (noticed.type) {
    case "connected":
      return [{ connected: true, due: now + SETTLED_MS, since: null }, null];
    case "down":
      return [{ connected: false, due: now, since: now }, null];
    case "answer":
      return noticed.rings
        ? [{ ...watch, due: now + ASK_MS, since: null }, null]
        : [{ ...watch, due: now + AGAIN_MS, since: null }, "register"];
    case "woke":
      return watch.connected && watch.since === null ? ask(watch, now) : [watch, null];
    case "tick":
      return ticked(watch, noticed.inCall, now);
  }
}

function ask(watch: Watch, now: number): [Watch, Deed] {
  return [{ ...watch, since: now }, "ask"];
}

function ticked(watch: Watch, inCall: boolean, now: number): [Watch, Deed] {
  if (watch.since === null) return now >= watch.due ? ask(watch, now) : [watch, null];
  const patience = watch.connected ? (inCall ? ANSWER_IN_CALL_MS : ANSWER_MS) : CONNECT_MS;
  if (now - watch.since < patience) return [watch, null];
  return [{ connected: false, due: now, since: now }, "reconnect"];
}
