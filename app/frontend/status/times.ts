// The time beside somebody's state, in words.
import { elapsed, left, sinceWhen } from "./formats";
import { counting } from "./grouped";
import type { Person } from "./rows";
import { place } from "./use-wall";
import { say } from "./words";

export function timeBeside(person: Person, now: number): string {
  const since = person.since ?? now;
  switch (counting(person)) {
    case "down":
      return say("time_left", { time: left((person.until ?? now) - now) });
    case "up":
      return person.state === "free" ? say("time_for", { time: elapsed(now - since) }) : elapsed(now - since);
    case "clock":
      return say("time_since", { time: sinceWhen(since, now, place()) });
    default:
      return "";
  }
}
