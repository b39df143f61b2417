/** The calls of the live page, as the server sends them (app/ports/calls.py). */
export interface LiveCall {
  id: string;
  caller: string;
  number: string;
  /** Where in its flow the call is. */
  node: string;
  /** Extensions that are rung, and those that talk. */
  rings: string[];
  talks: string[];
  /** ISO time: since when it talks, else since when it is there. */
  since: string;
}

/** Somebody who is left alone after a talk; *until* is by the browser's clock. */
export interface WrapUp {
  extension: string;
  until: number;
}

/** Who rests still, and for how long: "0:23". */
export function resting(wrapUps: readonly WrapUp[], now: number): { extension: string; left: string }[] {
  return wrapUps
    .filter(({ until }) => until > now)
    .map(({ extension, until }) => ({ extension, left: clock(Math.ceil((until - now) / 1000)) }));
}

/** A caller's number as people read it; *words* are the page's, in its language. */
export function knownAs(caller: string, words: { anonymous?: string; unknown?: string }): string {
  if (caller === "anonymous") return words.anonymous ?? caller;
  return caller || (words.unknown ?? "");
}

export interface Counts {
  all: number;
  ringing: number;
  talking: number;
}

export function count(calls: readonly LiveCall[]): Counts {
  const talking = calls.filter((call) => call.talks.length > 0).length;
  const ringing = calls.filter((call) => call.talks.length === 0 && call.rings.length > 0).length;
  return { all: calls.length, ringing, talking };
}

/** 1:05, or 1:01:05 past an hour; a clock that runs behind the server's shows 0:00. */
export function elapsed(since: string, now: number): string {
  return clock(Math.max(0, Math.floor((now - Date.parse(since)) / 1000)));
}

function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Extensions as people call them. */
export function named(extensions: readonly string[], people: Readonly<Record<string, string>>): string {
  return extensions.map((extension) => people[extension] ?? extension).join(", ");
}
