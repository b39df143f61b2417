// A short sound, and a notification of the browser, when a figure reaches the level that its user chose.
import { alarms, levelOf, targetOf } from "./levels";
import type { Figure, Level } from "./rows";
import type { Wall } from "./wall";
import { wall } from "./wall";
import { say } from "./words";

type Levels = Readonly<Record<string, Level | "">>;

let audio: AudioContext | null = null;

function levelsOf({ live, now }: Wall): Levels {
  const found: Record<string, Level | ""> = {};
  for (const chosen of live?.you.choice.figures ?? []) {
    const definition = live?.catalog.find(({ name }) => name === chosen.name);
    const figure = live?.state.figures?.[chosen.name] as Figure | undefined;
    if (definition && figure)
      found[chosen.name] = levelOf(definition, figure, targetOf(definition, chosen), now);
  }
  return found;
}

/** While the wall is stale nothing is known, so that nothing has become worse when it comes back either. */
export function watchAlarms(): void {
  let before: Levels = {};
  wall.subscribe((state) => {
    if (state.isStale || !state.live) return;
    const now = levelsOf(state);
    const found = alarms(before, now, state.live.you.choice.figures);
    before = now;
    if (found.some(({ sound }) => sound)) chime();
    for (const { name, level, notify } of found) if (notify) show(name, level);
  });
}

/** Browsers stay silent until somebody has pressed something on the page. */
export function wakeSound(): void {
  audio ??= new AudioContext();
  void audio.resume();
}

function chime(): void {
  wakeSound();
  if (!audio) return;
  const begin = audio.currentTime;
  for (const [at, pitch] of [
    [0, 880],
    [0.18, 660],
  ] as const) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, begin + at);
    loudness.gain.exponentialRampToValueAtTime(0.25, begin + at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begin + at + 0.5);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begin + at);
    tone.stop(begin + at + 0.5);
  }
}

function show(name: string, level: Level): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  const label = wall.getState().live?.catalog.find((each) => each.name === name)?.label ?? name;
  new Notification(label, { body: say(`level_${level}`), tag: `zentrale-${name}` });
}

/** Browsers show notifications only to those who said yes to a question, which a click must ask. */
export function askToNotify(): void {
  if (typeof Notification !== "undefined" && Notification.permission === "default")
    void Notification.requestPermission();
}
