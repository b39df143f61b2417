const LIMIT = 200;

/** What undo and redo can bring back, oldest first in `past`, next first in `future`. */
export interface History<T> {
  readonly past: readonly T[];
  readonly future: readonly T[];
  /** Names the latest edit while more of the same kind belong to the same step, such as typing in one field. */
  readonly tag: string | null;
}

export function emptyHistory<T>(): History<T> {
  return { past: [], future: [], tag: null };
}

/** The history after an edit that left `before`; an edit with the tag of the one before it joins its step. */
export function record<T>(history: History<T>, before: T, tag: string | null = null): History<T> {
  if (tag !== null && tag === history.tag) return { ...history, future: [] };
  return { past: [...history.past, before].slice(-LIMIT), future: [], tag };
}

/** Ends a tagged step: the next edit is a step of its own. */
export function seal<T>(history: History<T>): History<T> {
  return history.tag === null ? history : { ...history, tag: null };
}

export interface Step<T> {
  history: History<T>;
  value: T;
}

export function undo<T>(history: History<T>, now: T): Step<T> | null {
  if (history.past.length === 0) return null;
  const value = history.past.at(-1) as T;
  return { history: { past: history.past.slice(0, -1), future: [now, ...history.future], tag: null }, value };
}

export function redo<T>(history: History<T>, now: T): Step<T> | null {
  if (history.future.length === 0) return null;
  const [value, ...future] = history.future as [T, ...T[]];
  return { history: { past: [...history.past, now], future, tag: null }, value };
}
