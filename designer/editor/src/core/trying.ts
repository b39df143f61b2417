/** A tried call and a virtual clock: where the call is at a moment, what is heard, and what happens next. */
import type { CallStep } from "../api/traffic";

export interface Happening {
  readonly type: string;
  readonly [name: string]: unknown;
}

export interface TriedCall {
  readonly path: readonly string[];
  readonly bridged_to: string | null;
  readonly ended: string;
  readonly duration_s: number;
  readonly steps: readonly {
    readonly at_s: number;
    readonly event: Happening;
    readonly effects: readonly Happening[];
  }[];
  /** The steps in words, by the blocks of the drawing. */
  readonly story: readonly CallStep[];
  /** Prompts that have no sound yet. */
  readonly unspoken: Readonly<Record<string, { readonly language: string; readonly text: string }>>;
}

export interface Sound {
  readonly prompt: string;
  /** When it began, in seconds of the call. */
  readonly since: number;
  readonly repeat: boolean;
}

export type Doing = "quiet" | "hearing" | "ringing" | "waiting" | "talking" | "over";

export interface Moment {
  readonly doing: Doing;
  readonly sound: Sound | null;
  /** The extensions, or numbers outside, that ring or talk. */
  readonly who: readonly string[];
}

export interface WebQuestion {
  readonly url: string;
  /** What its answer sets. */
  readonly variables: readonly string[];
}

/** What a caller hears while a phone rings and nothing has answered yet. */
const RINGBACK = "sys:ringback";

export function storyAt({ story }: TriedCall, seconds: number): readonly CallStep[] {
  const later = story.findIndex(({ at_s }) => at_s > seconds);
  return later < 0 ? story : story.slice(0, later);
}

export function isOver({ duration_s }: TriedCall, seconds: number): boolean {
  return seconds >= duration_s;
}

/** When the next thing happens that is worth telling. */
export function nextAt({ story, duration_s }: TriedCall, seconds: number): number {
  return story.find(({ at_s }) => at_s > seconds)?.at_s ?? duration_s;
}

export function momentAt(call: TriedCall, seconds: number): Moment {
  const caller = new CallerSide();
  for (const { at_s, event, effects } of call.steps) {
    if (at_s > seconds) break;
    for (const happened of [event, ...effects]) caller.take(happened, at_s);
  }
  return isOver(call, seconds) ? { doing: "over", sound: null, who: [] } : caller.moment();
}

/** What the caller hears and with whom they talk, as effects and events change it. */
class CallerSide {
  private answered = false;
  private waits = false;
  private sound: (Sound & { token: unknown }) | null = null;
  private readonly ringing = new Map<unknown, { who: string; since: number }>();
  private readonly reached = new Map<unknown, string>();
  private talksWith: unknown = null;

  take(happened: Happening, at_s: number): void {
    const { leg } = happened;
    switch (happened.type) {
      case "answer":
        this.answered = true;
        break;
      case "play":
        this.sound = {
          prompt: String(happened.prompt),
          since: at_s,
          repeat: happened.repeat === true,
          token: happened.token,
        };
        break;
      case "prompt_ended":
        if (this.sound?.token === happened.token) this.sound = null;
        break;
      case "stop":
      case "hangup":
        this.sound = null;
        break;
      case "dial":
        this.ringing.set(leg, { who: String(happened.extension || happened.number), since: at_s });
        break;
      case "leg_answered":
        this.reached.set(leg, this.ringing.get(leg)?.who ?? "");
        this.ringing.delete(leg);
        break;
      case "cancel":
      case "leg_failed":
        this.ringing.delete(leg);
        break;
      case "bridge":
        [this.talksWith, this.sound, this.answered] = [leg, null, true];
        break;
      case "release":
      case "leg_ended":
        if (this.talksWith === leg) this.talksWith = null;
        break;
      case "join":
        this.waits = true;
        break;
      case "leave":
        this.waits = false;
        break;
    }
  }

  moment(): Moment {
    const ringing = [...this.ringing.values()];
    const [first] = ringing;
    if (this.talksWith !== null) {
      return { doing: "talking", sound: null, who: [this.reached.get(this.talksWith) ?? ""] };
    }
    const sound = this.sound && {
      prompt: this.sound.prompt,
      since: this.sound.since,
      repeat: this.sound.repeat,
    };
    if (first) {
      const ringback = { prompt: RINGBACK, since: first.since, repeat: true };
      const who = ringing.map((each) => each.who);
      return { doing: "ringing", sound: sound ?? (this.answered ? null : ringback), who };
    }
    return { doing: this.waits ? "waiting" : sound ? "hearing" : "quiet", sound, who: [] };
  }
}

/** What the call asks web servers, in order. */
export function webQuestions({ steps }: TriedCall): WebQuestion[] {
  return steps
    .flatMap(({ effects }) => effects)
    .filter(({ type }) => type === "ask_web")
    .map(({ url, answers }) => ({
      url: String(url),
      variables: (answers as readonly (readonly [string, string])[]).map(([variable]) => variable),
    }));
}

const MOST_NAME_CHARACTERS = 120;

/** A name for a test: the blocks that the call came to, but for the first, at which each begins. */
export function proposedName({ story }: TriedCall, nameOf: (step: CallStep) => string): string {
  const stops = story.filter(({ outlet }, place) => place > 0 && outlet !== null).map(nameOf);
  const all = stops.join(" → ");
  if (all.length <= MOST_NAME_CHARACTERS) return all;
  return `${all.slice(0, MOST_NAME_CHARACTERS - 2).trimEnd()} …`;
}

export function expectedOf({ path, bridged_to, ended }: TriedCall) {
  return { path, bridged_to: bridged_to ?? "", ended };
}

/** Stands between a block and what is within the flow that it calls. */
const INSIDE = "/";

/** The block of the drawing that a node belongs to. */
export function drawnBlock(node: string): string {
  return node.split(INSIDE, 1)[0] as string;
}
