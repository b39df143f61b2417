/** What J and K do: a row down, a row up. */
export const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };

/** The place of the row to go to from *here*; -1 if there is none. Without a row to start from (-1), it is the first one on
 * the screen: *tops* are the upper edges of all rows, negative above the screen. */
export function rowAfter(here: number, by: number, tops: readonly number[]): number {
  const to = here < 0 ? tops.findIndex((top) => top >= 0) : here + by;
  return to < tops.length ? to : -1;
}
