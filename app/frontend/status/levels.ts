// Whether a figure is as it should be: its value, or for how long something has lasted, against two thresholds.
import type { Chosen, Definition, Figure, From, Level, Target } from "./rows";

/** The thresholds in force: the user's own, else those of the catalog; null for none. */
export function targetOf(definition: Definition, chosen: Chosen | undefined): Target | null {
  if (chosen?.off) return null;
  const watch = chosen?.watch ?? definition.target?.watch;
  const act = chosen?.act ?? definition.target?.act;
  return watch === undefined || act === undefined ? null : { watch, act };
}

/** What is compared with the thresholds; null where there is nothing to judge. */
export function judged(definition: Definition, figure: Figure, now: number): number | null {
  if (definition.judged === "value") return figure.value;
  if (figure.value === null) return null;
  return figure.since === null ? 0 : Math.max(0, (now - figure.since) / 1000);
}

/** "" for a figure without a value, without thresholds, or of which neither more nor less is better. */
export function levelOf(
  definition: Definition,
  figure: Figure,
  target: Target | null,
  now: number,
): Level | "" {
  const value = judged(definition, figure, now);
  if (value === null || !target || !definition.better) return "";
  const isWorse = (than: number) => (definition.better === "more" ? value < than : value > than);
  if (isWorse(target.act)) return "act";
  return isWorse(target.watch) ? "watch" : "ok";
}

const RANK: Record<Level | "", number> = { "": 0, ok: 0, watch: 1, act: 2 };

export interface Alarm {
  name: string;
  level: Level;
  sound: boolean;
  notify: boolean;
}

/** The figures that have become worse since the last look, and want to be heard of at their level. */
export function alarms(
  before: Readonly<Record<string, Level | "">>,
  now: Readonly<Record<string, Level | "">>,
  chosen: readonly Chosen[],
): Alarm[] {
  return chosen.flatMap(({ name, sound, notify }) => {
    const level = now[name] ?? "";
    const known = before[name];
    // A page that has just been opened says what it sees, and rings for what comes after.
    if (known === undefined || (level !== "watch" && level !== "act")) return [];
    const reaches = (from: From | boolean) => {
      const at = from === true ? "act" : from || "";
      return at !== "" && RANK[level] >= RANK[at] && RANK[known] < RANK[at];
    };
    const alarm = { name, level, sound: reaches(sound), notify: reaches(notify) };
    return alarm.sound || alarm.notify ? [alarm] : [];
  });
}
