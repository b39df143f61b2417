/** Spans of time as people read them. */

/** The parts of so many seconds, from 2 minutes on; null for less than that. */
export function partsOf(seconds: number | null) {
  if (seconds === null || !Number.isInteger(seconds) || seconds < 120) return null;
  return {
    hours: Math.floor(seconds / 3600),
    minutes: Math.floor((seconds % 3600) / 60),
    seconds: seconds % 60,
  };
}

/** Minutes since midnight as on a clock: 570 -> "9:30". */
export function clock(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}
