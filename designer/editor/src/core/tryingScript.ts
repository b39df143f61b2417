/** What somebody chooses for a call that is tried, and the script that the simulator gets. */
import { momentOf } from "./tryingTime";

export interface Press {
  readonly key: string;
  /** Seconds after the call began; null once the flow asks for a key. */
  readonly at_s: number | null;
}

/** Seconds until somebody picks up, or why nobody does. */
export type Reaction = number | "busy" | "rejected" | "unavailable" | "silent";

export interface WebAnswer {
  readonly outcome: "ok" | "error" | "timeout";
  readonly values: Readonly<Record<string, string>>;
}

export interface Script {
  readonly at: string;
  readonly caller: string;
  readonly number?: string;
  readonly press?: readonly Press[];
  readonly people?: Readonly<Record<string, Reaction>>;
  readonly talking?: readonly string[];
  readonly waiting?: Readonly<Record<string, number>>;
  readonly web?: readonly WebAnswer[];
  readonly talk_s?: number;
  readonly hang_up_s?: number | null;
}

export const ANSWER_S = 3;
export const MOST_SECONDS = 3600;
export const MOST_WAITING = 1000;

export interface Choices {
  readonly caller: string;
  readonly withheld: boolean;
  /** Null for the first that leads to the drawing. */
  readonly number: string | null;
  /** By the company's clock, "2026-11-24T13:00"; null for now. */
  readonly moment: string | null;
  /** Those who do not pick up after ANSWER_S, by their extensions. */
  readonly people: Readonly<Record<string, Reaction | "talking">>;
  readonly waiting: Readonly<Record<string, number>>;
  readonly web: readonly WebAnswer[];
  readonly talkS: number;
}

export const usual: Choices = {
  caller: "+493023125123",
  withheld: false,
  number: null,
  moment: null,
  people: {},
  waiting: {},
  web: [],
  talkS: 30,
};

/** The script, or null while the moment is no date and time. */
export function scriptOf(
  choices: Choices,
  now: string,
  zone: string,
  numbers: readonly string[],
): Script | null {
  const at = momentOf(zone, choices.moment ?? now);
  if (at === null) return null;
  const people = Object.entries(choices.people);
  const isFree = (each: (typeof people)[number]): each is [string, Reaction] => each[1] !== "talking";
  return {
    at,
    caller: choices.withheld ? "" : choices.caller.trim(),
    number: choices.number ?? numbers[0] ?? "",
    press: [],
    people: Object.fromEntries(people.filter(isFree)),
    talking: people.filter((each) => !isFree(each)).map(([extension]) => extension),
    waiting: choices.waiting,
    web: choices.web,
    talk_s: choices.talkS,
  };
}

export function pressed(script: Script, key: string, at_s: number): Script {
  return { ...script, press: [...(script.press ?? []), { key, at_s }] };
}
