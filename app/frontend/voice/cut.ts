/** The part of a sound that callers are to hear, in seconds. */
export interface Cut {
  from: number;
  to: number;
}

export const shortest = 0.1;

/** What somebody typed or dragged, made into a part that is there. */
export function within(length: number, from: number, to: number): Cut {
  const end = Math.min(length, Number.isFinite(to) ? to : length);
  const start = Math.max(0, Number.isFinite(from) ? from : 0);
  if (end - start >= shortest) return { from: start, to: end };
  const to_ = Math.min(length, Math.max(shortest, end));
  return { from: Math.max(0, to_ - shortest), to: to_ };
}

/** In tenths, which is what the fields show. */
export function tenths(seconds: number): string {
  return (Math.round(seconds * 10) / 10).toString();
}

export function isWhole(length: number, { from, to }: Cut): boolean {
  return from < 0.05 && length - to < 0.05;
}
