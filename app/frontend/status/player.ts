// Plays the past: asks for stretches of it, and shows the wall of each moment as time goes on.
import { useCallback, useEffect, useRef, useState } from "react";
import { covers, type Day, lasts, played, runsOut, type Seen, type Speed, type Stretch, seen } from "./past";
import { ask } from "./requests";
import type { Patch } from "./state";
import { useToday } from "./use-wall";
import { type Sent, showPast, wall } from "./wall";
import { say } from "./words";

const FRAME_MS = 100;
const TRACK_EVERY_MS = 300_000;

export interface Track extends Day {
  day: string;
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
  go(moment: number): Promise<void>;
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
  const today = useToday();
  const track = useTrack(isAwake, day, today, setFault);
  const wake = useCallback(() => setAwake(true), []);
  const stretch = useRef<Stretch | null>(null);
  const last = useRef<Seen | undefined>(undefined);
  const asked = useRef(0);

  const back = useCallback(() => {
    setMoment(null);
    setPlaying(false);
    setFault("");
    setDay("");
    asked.current += 1;
    stretch.current = null;
    showPast(null);
  }, []);
  const show = useCallback((at: number) => {
    if (!stretch.current) return;
    last.current = seen(stretch.current, at, last.current);
    showPast({ state: last.current.state, moment: at });
    setMoment(at);
  }, []);
  const take = useCallback((found: Stretch) => {
    stretch.current = found;
    last.current = undefined;
  }, []);
  /** Shows a moment; what comes of an older wish is dropped. */
  const go = useCallback(
    async (at: number, until: number = at) => {
      const mine = ++asked.current;
      if (!covers(stretch.current, at)) {
        const found = await fetched(at, until);
        if (mine !== asked.current) return;
        if ("error" in found) {
          setPlaying(false);
          return setFault(found.error);
        }
        take(found);
      }
      setFault("");
      show(at);
    },
    [show, take],
  );
  usePlaying(isPlaying, speed, stretch, { go, show, take, back });
  const turn = () => setPlaying(!isPlaying);
  return { track, moment, isPlaying, speed, day, today, fault, setSpeed, setDay, go, turn, back, wake };
}

async function fetched(at: number, until: number): Promise<Stretch | { error: string }> {
  const url = `/status/past?at=${Math.round(at)}&until=${Math.round(until)}&view=${view()}`;
  const answer = await ask<{ snapshot: Sent; patches: Patch[] }>("GET", url);
  if (!answer.ok) return { error: answer.error };
  const { snapshot, patches } = answer.found;
  const live = wall.getState().live;
  if (!live) return { error: say("no_data") };
  return { snapshot: { ...snapshot, catalog: live.catalog, you: live.you }, patches, until };
}

interface Moves {
  go(at: number, until?: number): Promise<void>;
  show(at: number): void;
  take(stretch: Stretch): void;
  back(): void;
}

function usePlaying(
  isPlaying: boolean,
  speed: Speed,
  stretch: { current: Stretch | null },
  { go, show, take, back }: Moves,
): void {
  useEffect(() => {
    if (!isPlaying) return;
    let before = performance.now();
    let isAsking = false;
    let following: Stretch | null = null;
    let isFetching = false;
    const fetchNext = async (from: number) => {
      isFetching = true;
      const found = await fetched(from, lasts(from, speed, present()));
      if ("error" in found) return; // it is asked for once more when it is needed, and then somebody is told
      isFetching = false;
      following = found;
    };
    const timer = setInterval(() => {
      const now = performance.now();
      const past = wall.getState().past;
      if (!past || isAsking) return;
      const next = played(past.moment, now - before, speed, present());
      before = now;
      if (next === null) return back();
      const known = stretch.current;
      if (known && !covers(following, known.until) && !isFetching && runsOut(known, next, speed, present()))
        void fetchNext(known.until);
      if (!covers(known, next) && following && covers(following, next)) take(following);
      if (covers(stretch.current, next)) return show(next);
      isAsking = true;
      void go(next, lasts(next, speed, present())).finally(() => {
        isAsking = false;
        before = performance.now();
      });
    }, FRAME_MS);
    return () => clearInterval(timer);
  }, [isPlaying, speed, stretch, go, show, take, back]);
}

/** The track of *day*, or of *today*, which turns at midnight. */
function useTrack(isAwake: boolean, day: string, today: string, fail: (fault: string) => void): Track | null {
  const [track, setTrack] = useState<Track | null>(null);
  useEffect(() => {
    if (!isAwake) return;
    let isOver = false;
    const load = async () => {
      const answer = await ask<Omit<Track, "now">>(
        "GET",
        `/status/past/track?day=${day || today}&view=${view()}`,
      );
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
  }, [isAwake, day, today, fail]);
  return track;
}
