// Plays the past: asks for stretches of it, and shows the wall of each moment as time goes on.
import { useCallback, useEffect, useRef, useState } from "react";
import { isoDay } from "./formats";
import { covers, played, type Seen, type Speed, STRETCH_MS, type Stretch, seen } from "./past";
import { ask } from "./requests";
import type { Patch } from "./state";
import { place } from "./use-wall";
import { type Sent, showPast, wall } from "./wall";
import { say } from "./words";

const FRAME_MS = 100;
const TRACK_EVERY_MS = 300_000;

export interface Track {
  day: string;
  begins: number;
  ends: number;
  load: readonly (readonly [number, number])[];
  red: readonly { from: number; until: number; group: string; label: string }[];
  /** When it was asked for: what comes later is not over yet. */
  now: number;
}

export interface Player {
  track: Track | null;
  /** Null while the wall is live. */
  moment: number | null;
  isPlaying: boolean;
  speed: Speed;
  day: string;
  today: string;
  fault: string;
  setSpeed(speed: Speed): void;
  setDay(day: string): void;
  go(moment: number): void;
  turn(): void;
  back(): void;
  /** Somebody looks at it: only then the day is asked for. */
  wake(): void;
}

const present = () => wall.getState().now;
const view = () => wall.getState().live?.you.view ?? "all";

export function usePlayer(): Player {
  const [isAwake, setAwake] = useState(false);
  const [day, setDay] = useState("");
  const [fault, setFault] = useState("");
  const [moment, setMoment] = useState<number | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const track = useTrack(isAwake, day, setFault);
  const wake = useCallback(() => setAwake(true), []);
  const stretch = useRef<Stretch | null>(null);
  const last = useRef<Seen | undefined>(undefined);

  const back = useCallback(() => {
    setMoment(null);
    setPlaying(false);
    setFault("");
    setDay("");
    stretch.current = null;
    showPast(null);
  }, []);
  const show = useCallback((at: number) => {
    if (!stretch.current) return;
    last.current = seen(stretch.current, at, last.current);
    showPast({ state: last.current.state, moment: at });
    setMoment(at);
  }, []);
  const go = useCallback(
    async (at: number) => {
      if (!covers(stretch.current, at)) {
        const found = await fetched(at);
        if ("error" in found) return setFault(found.error);
        stretch.current = found;
        last.current = undefined;
      }
      setFault("");
      show(at);
    },
    [show],
  );
  usePlaying(isPlaying, speed, stretch, { go, show, back });
  const turn = () => setPlaying(!isPlaying);
  const today = isoDay(present(), place());
  return { track, moment, isPlaying, speed, day, today, fault, setSpeed, setDay, go, turn, back, wake };
}

async function fetched(at: number): Promise<Stretch | { error: string }> {
  const until = Math.min(Math.round(at) + STRETCH_MS, Math.floor(present()) - 1);
  const url = `/status/past?at=${Math.round(at)}&until=${until}&view=${view()}`;
  const answer = await ask<{ snapshot: Sent; patches: Patch[] }>("GET", url);
  if (!answer.ok) return { error: answer.error };
  const { snapshot, patches } = answer.found;
  const live = wall.getState().live;
  if (!live) return { error: say("no_data") };
  return { snapshot: { ...snapshot, catalog: live.catalog, you: live.you }, patches, until };
}

interface Moves {
  go(at: number): Promise<void>;
  show(at: number): void;
  back(): void;
}

function usePlaying(
  isPlaying: boolean,
  speed: Speed,
  stretch: { current: Stretch | null },
  { go, show, back }: Moves,
): void {
  useEffect(() => {
    if (!isPlaying) return;
    let before = performance.now();
    let isAsking = false;
    const timer = setInterval(() => {
      const now = performance.now();
      const past = wall.getState().past;
      if (!past || isAsking) return;
      const next = played(past.moment, now - before, speed, present());
      before = now;
      if (next === null) return back();
      if (covers(stretch.current, next)) return show(next);
      isAsking = true;
      void go(next).finally(() => {
        isAsking = false;
        before = performance.now();
      });
    }, FRAME_MS);
    return () => clearInterval(timer);
  }, [isPlaying, speed, stretch, go, show, back]);
}

function useTrack(isAwake: boolean, day: string, fail: (fault: string) => void): Track | null {
  const [track, setTrack] = useState<Track | null>(null);
  useEffect(() => {
    if (!isAwake) return;
    let isOver = false;
    const load = async () => {
      const asked = day || isoDay(present(), place());
      const answer = await ask<Omit<Track, "now">>("GET", `/status/past/track?day=${asked}&view=${view()}`);
      if (isOver) return;
      if (answer.ok) setTrack({ ...answer.found, now: present() });
      else if (day) fail(answer.error);
    };
    void load();
    const timer = setInterval(load, TRACK_EVERY_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [isAwake, day, fail]);
  return track;
}
