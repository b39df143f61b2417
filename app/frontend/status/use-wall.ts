// How components read the wall: what is shown now, be it live or the past.
import { useMemo } from "react";
import { useStore } from "zustand";
import { isoDay, type Place } from "./formats";
import type { Now } from "./rows";
import { type Keyed, only, ordered, type Snapshot } from "./state";
import { wall } from "./wall";

/** Null while it loads, and while it is too old to be shown. */
export function useShown(): Snapshot | null {
  return useStore(wall, ({ live, past, isStale }) => past?.state ?? (isStale ? null : live));
}

export function useRows<Shape>(section: string): Keyed<Shape>[] {
  const shown = useShown();
  const rows = shown?.state[section];
  const order = shown?.order[section];
  // biome-ignore lint/correctness/useExhaustiveDependencies: only this section matters
  return useMemo(() => (shown ? ordered<Shape>(shown, section) : []), [rows, order]);
}

export function useRow<Shape>(section: string, key: string): Shape | undefined {
  const shown = useShown();
  return shown ? only<Shape>(shown, section, key) : undefined;
}

export function useNowRow(): Now | undefined {
  return useRow<Now>("now", "now");
}

/** The time that the wall shows, in ms: that of the switch, or the moment of the past. */
export function useMoment(): number {
  return useStore(wall, ({ past, now }) => past?.moment ?? now);
}

/** The time of the switch, in ms. */
export function useNow(): number {
  return useStore(wall, ({ now }) => now);
}

/** The day of the company, as 2026-11-24. */
export function useToday(): string {
  return useStore(wall, ({ now }) => isoDay(now, place()));
}

export function useIsPast(): boolean {
  return useStore(wall, ({ past }) => past !== null);
}

/** The wall is there, and neither loading nor stale. */
export function useStatus(): "loading" | "stale" | "there" {
  return useStore(wall, ({ live, isStale, past }) => {
    if (past) return "there";
    if (isStale) return "stale";
    return live ? "there" : "loading";
  });
}

let language = "en";

export function setLanguage(found: string): void {
  language = found;
}

/** Before the wall is there, times are those of the browser. */
export function place(): Place {
  return { language, zone: wall.getState().zone };
}
