// A large figure as it is drawn: its words, and the small bar below. Pure, so that every figure is drawn alike.
import { amount, elapsed, length, money, type Place, share, timeOfDay } from "./formats";
import { judged, levelOf, targetOf } from "./levels";
import type { Chosen, Definition, Figure, Level, Target } from "./rows";

export type Bar =
  | { is: "none" }
  /** Parts of a whole, from left to right. */
  | { is: "stack"; parts: readonly (readonly [string, number])[]; whole: number }
  /** Filled to *fill*, with a mark; both from 0 to 1. */
  | { is: "bullet"; fill: number; mark: number };

export interface Tile {
  name: string;
  label: string;
  /** "4", "74 %", "0:42" or "–" */
  figure: string;
  /** What stands beside it: of how many. */
  of: string;
  /** For how long it lasts: "3:10" beside the figure. */
  lasts: string;
  level: Level | "";
  /** The threshold that the level is about, such as "1:00"; "" for none. */
  target: string;
  text: string;
  bar: Bar;
  href: string;
  /** The formula with its numbers: "412 of 480 = 86 %". */
  filled: string;
}

const OUTCOMES = ["answered", "voicemail", "missed", "abandoned"] as const;
const DIRECTIONS = ["in", "out", "internal"] as const;

export function tileOf(
  definition: Definition,
  figure: Figure,
  chosen: Chosen | undefined,
  now: number,
  place: Place,
): Tile {
  const target = targetOf(definition, chosen);
  const level = levelOf(definition, figure, target, now);
  const lasts = figure.since === null ? null : now - figure.since;
  const isTimer = definition.unit === "seconds" && lasts !== null;
  const limits = target ? [target.watch, target.act] : [];
  const shown = isTimer ? elapsed(lasts) : written(definition, figure.value, place, limits);
  return {
    name: definition.name,
    label: definition.label,
    figure: shown,
    of: figure.of === null ? "" : amount(figure.of, place),
    lasts: lasts === null || isTimer ? "" : elapsed(lasts),
    level,
    target: target && level ? limit(definition, level === "watch" ? target.watch : target.act, place) : "",
    text: figure.text,
    bar: barOf(definition, figure, target, now),
    href: figure.href,
    filled: figure.value === null && !isTimer ? "" : `${figure.filled ?? ""} = ${shown}`.trim(),
  };
}

/** A value in the unit of its figure. */
export function written(
  definition: Definition,
  value: number | null,
  place: Place,
  limits: readonly number[] = [],
): string {
  if (value === null) return "–";
  switch (definition.unit) {
    case "share":
      return share(value, place, limits);
    case "seconds":
      return length(value);
    case "money":
      return money(value, definition.currency, place);
    case "score":
      return amount(value, place, 1);
    case "clock":
      return timeOfDay(value);
    default:
      return amount(Math.round(value), place);
  }
}

function limit(definition: Definition, value: number, place: Place): string {
  return definition.judged === "since" ? length(value) : written(definition, value, place);
}

function barOf(definition: Definition, figure: Figure, target: Target | null, now: number): Bar {
  const outcomes = partsOf(figure, OUTCOMES);
  if (outcomes.length > 1) return stackOf(outcomes, figure.of);
  const value = judged(definition, figure, now);
  if (value === null) return { is: "none" };
  const mark = target && definition.better ? target.act : figure.usual;
  if (mark !== null && mark > 0) return bulletOf(definition, value, mark);
  const directions = partsOf(figure, DIRECTIONS);
  return directions.length > 1 ? stackOf(directions, null) : { is: "none" };
}

function partsOf(figure: Figure, names: readonly string[]): [string, number][] {
  return names.flatMap((name) => {
    const part = figure.parts[name];
    return part === undefined || part === null ? [] : [[name, part] as [string, number]];
  });
}

function stackOf(parts: readonly (readonly [string, number])[], of: number | null): Bar {
  const sum = parts.reduce((all, [, part]) => all + part, 0);
  const whole = Math.max(sum, of ?? 0);
  return whole > 0 ? { is: "stack", parts, whole } : { is: "none" };
}

/** A share fills a bar of its own; other figures one in which the mark leaves room on both sides. */
function bulletOf(definition: Definition, value: number, mark: number): Bar {
  const room = definition.judged === "since" || definition.better === "less" ? 4 : 1.33;
  const whole = definition.unit === "share" ? 1 : Math.max(mark * room, value);
  return { is: "bullet", fill: Math.min(1, value / whole), mark: Math.min(1, mark / whole) };
}
