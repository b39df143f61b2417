// Times that run: for how long something lasts, what is left of it, and when it began.
import { elapsed, left, minute } from "./formats";
import { place, useMoment } from "./use-wall";

export function Since({ at }: { at: number }) {
  return <>{elapsed(useMoment() - at)}</>;
}

export function Left({ until }: { until: number }) {
  return <>{left(until - useMoment())}</>;
}

export function Minute({ at }: { at: number }) {
  return <>{minute(at, place())}</>;
}
