// The people of the wall by group. Somebody in two groups is shown in both: each group counts its own people.
import type { Person, Queue } from "./rows";
import type { Keyed } from "./state";

export interface PeopleOf {
  /** The group's name; "" for those in no group. */
  group: string;
  label: string;
  free: number;
  people: readonly Person[];
}

export function grouped(people: readonly Keyed<Person>[], queues: readonly Keyed<Queue>[]): PeopleOf[] {
  const labels = queues
    .map(({ row }) => ({ group: row.group, label: row.label }))
    .sort((one, other) => one.label.localeCompare(other.label));
  const groups = labels.map(({ group, label }) => ({
    group,
    label,
    people: people.map(({ row }) => row).filter((person) => person.groups.includes(group)),
  }));
  const known = new Set(labels.map(({ group }) => group));
  const rest = people
    .map(({ row }) => row)
    .filter((person) => !person.groups.some((name) => known.has(name)));
  // The largest first, as rows that jump with each call can't be read. Those where nobody is there are looked at last.
  groups.sort(
    (one, other) =>
      Number(one.people.every(isGone)) - Number(other.people.every(isGone)) ||
      other.people.length - one.people.length,
  );
  return [...groups, { group: "", label: "", people: rest }]
    .filter((each) => each.people.length > 0)
    .map((each) => ({
      ...each,
      people: [...each.people].sort((a, b) => Number(isGone(a)) - Number(isGone(b))),
    }))
    .map((each) => ({ ...each, free: each.people.filter(({ state }) => state === "free").length }));
}

function isGone({ state }: Person): boolean {
  return state === "not_connected" || state === "outside_hours";
}

export type Counting = "up" | "down" | "clock" | "none";

/** How the time beside a state is written: a talk counts up, a wrap-up down, and a pause has begun at some hour. */
export function counting(person: Pick<Person, "state" | "since" | "until">): Counting {
  if (person.state === "wrap_up" && person.until !== null) return "down";
  if (person.since === null) return "none";
  return ["talking", "internal", "ringing", "free", "wrap_up"].includes(person.state) ? "up" : "clock";
}

/** The queue that is looked at first: the reddest, then the one with the most callers. */
export function firstQueue(queues: readonly Keyed<Queue>[], worst: readonly string[]): string | null {
  const red = worst.find((group) => queues.some(({ key, row }) => key === group && row.waiting > 0));
  return red ?? queues.find(({ row }) => row.waiting > 0)?.key ?? queues[0]?.key ?? null;
}
