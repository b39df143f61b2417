// Hours of a day, in minutes since its midnight: what may be drawn in the week, apart from how it is drawn.

export const STEP = 15;
export const DAY = 1440;
const HOUR = 60;
const MORNING = 9 * HOUR;

/** What ends after DAY goes on in the night to the next day. */
export interface Span {
  from: number;
  to: number;
}

/** Null for what is no time yet. */
export function readTime(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})/.exec(text);
  return match ? Number(match[1]) * HOUR + Number(match[2]) : null;
}

export function writeTime(minutes: number): string {
  const within = minutes % DAY;
  return `${pad(Math.floor(within / HOUR))}:${pad(within % HOUR)}`;
}

/** Of two times: one that ends when it begins, or before, ends on the next day. */
export function readSpan(from: string, to: string): Span | null {
  const [start, end] = [readTime(from), readTime(to)];
  if (start === null || end === null) return null;
  return { from: start, to: end > start ? end : end + DAY };
}

export function snap(minutes: number): number {
  return Math.round(minutes / STEP) * STEP;
}

/** From where the pointer went down to where it is. */
export function drawn(one: number, other: number): Span {
  const from = clamp(snap(Math.min(one, other)), 0, DAY - STEP);
  return { from, to: clamp(snap(Math.max(one, other)), from + STEP, DAY) };
}

export function moved(span: Span, minutes: number): Span {
  const from = clamp(span.from + minutes, 0, DAY - STEP);
  return { from, to: from + span.to - span.from };
}

export function endedLater(span: Span, minutes: number): Span {
  return { from: span.from, to: clamp(span.to + minutes, span.from + STEP, span.from + DAY) };
}

export function begunLater(span: Span, minutes: number): Span {
  return {
    from: clamp(span.from + minutes, Math.max(0, span.to - DAY), Math.min(span.to, DAY) - STEP),
    to: span.to,
  };
}

export function fits(span: Span, others: readonly Span[]): boolean {
  return others.every((other) => span.to <= other.from || span.from >= other.to);
}

/** An hour that is free, from the morning on. */
export function freeHour(others: readonly Span[]): Span | null {
  for (let step = 0; step < DAY; step += STEP) {
    const from = (MORNING + step) % DAY;
    const span = { from, to: from + HOUR };
    if (span.to <= DAY && fits(span, others)) return span;
  }
  return null;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
