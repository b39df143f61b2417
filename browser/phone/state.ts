/** What the phone is, and what becomes of it: pure, so that it can be tried without a browser. */

export const STATUSES = ["off", "opening", "ready", "away", "taken", "signedOut"] as const;
/** "away": the exchange does not answer, and is tried again; "taken": another window or browser has the phone. */
export type Status = (typeof STATUSES)[number];

export const TROUBLES = [
  "microphoneRefused",
  "microphoneMissing",
  "microphoneBusy",
  "insecure",
  "noEmployee",
  "inCallElsewhere",
] as const;
/** Why the phone can't be switched on. */
export type Trouble = (typeof TROUBLES)[number];

export const ENDINGS = [
  "hungUp",
  "missed",
  "elsewhere",
  "colleague",
  "declined",
  "busy",
  "noAnswer",
  "unreachable",
  "unknownNumber",
  "full",
  "noVoice",
  "noMicrophone",
  "lineLost",
  "failed",
] as const;
/** How a call ended, for the person. */
export type Ending = (typeof ENDINGS)[number];

export interface Who {
  /** "" when the caller's number is not shown. */
  number: string;
  name: string;
}

export interface Call {
  direction: "in" | "out";
  stage: "rings" | "talks";
  who: Who;
  /** Milliseconds since 1970: since when they talk. */
  since: number | null;
  muted: boolean;
  keys: string;
  /** An answer or a hang-up is on its way. */
  pending: boolean;
}

export interface Phone {
  line: Status;
  trouble: Trouble | null;
  call: Call | null;
  /** The browser does not let the window be heard before somebody has pressed something in it. */
  quiet: boolean;
  last: { who: Who; ending: Ending; direction: Call["direction"] } | null;
}

export const OFF: Phone = { line: "off", trouble: null, call: null, quiet: false, last: null };

export type Happened =
  | { type: "line"; line: Status }
  | { type: "trouble"; trouble: Trouble }
  | { type: "quiet"; quiet: boolean }
  | { type: "rings"; direction: Call["direction"]; who: Who }
  | { type: "pending" }
  | { type: "talks"; at: number }
  | { type: "muted"; muted: boolean }
  | { type: "key"; key: string }
  | { type: "ended"; ending: Ending };

export function after(phone: Phone, happened: Happened): Phone {
  switch (happened.type) {
    case "line":
      return { ...phone, line: happened.line, trouble: null };
    case "trouble":
      return { ...phone, line: "off", trouble: happened.trouble };
    case "quiet":
      return { ...phone, quiet: happened.quiet };
    case "rings":
      return { ...phone, last: null, call: newCall(happened.direction, happened.who) };
    case "ended":
      return ended(phone, happened.ending);
    default:
      return phone.call ? { ...phone, call: changed(phone.call, happened) } : phone;
  }
}

function newCall(direction: Call["direction"], who: Who): Call {
  return { direction, stage: "rings", who, since: null, muted: false, keys: "", pending: false };
}

function changed(
  call: Call,
  happened: Exclude<Happened, { type: "line" | "trouble" | "quiet" | "rings" | "ended" }>,
): Call {
  switch (happened.type) {
    case "pending":
      return { ...call, pending: true };
    case "talks":
      return { ...call, stage: "talks", since: call.since ?? happened.at, pending: false };
    case "muted":
      return { ...call, muted: happened.muted };
    case "key":
      return { ...call, keys: (call.keys + happened.key).slice(-20) };
  }
}

function ended(phone: Phone, ending: Ending): Phone {
  if (!phone.call) return phone;
  const { who, direction } = phone.call;
  return { ...phone, call: null, last: { who, ending, direction } };
}

/** Which of the phone's screens is shown. */
export type Screen = "off" | "opening" | "moved" | "ready" | "ringing" | "calling" | "talking";

export function screen({ line, call }: Phone): Screen {
  if (call) return call.stage === "talks" ? "talking" : call.direction === "in" ? "ringing" : "calling";
  if (line === "taken" || line === "signedOut") return "moved";
  return line === "away" ? "ready" : line;
}

/** The number as it is dialled: what people put between digits is left out; null when it is none. */
export function dialled(text: string): string | null {
  const number = text.replace(/[\s()/.-]/g, "");
  return /^\+?[0-9*#]{1,30}$/.test(number) ? number : null;
}

/** Who calls, in one line. */
export function called(who: Who, withheld: string): string {
  if (!who.number || who.number === "anonymous") return who.name || withheld;
  return who.name && who.name !== who.number ? `${who.name} (${who.number})` : who.number;
}
