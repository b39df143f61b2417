// What the wall is sent: docs/wall.md says what each field means. Times are ms since 1970 unless a name ends in "_s".

/** Part of a sentence: words, the point of it, or the time left until a moment. */
export interface Part {
  text?: string;
  strong?: boolean;
  left?: number;
}

export interface Now {
  day: string;
  zone: string;
  weekday: string;
  midnight: number;
  in_menu: number;
  waiting: number;
  people: number;
  free: number;
  talking: number;
  inside: number;
  last_wait_s: number | null;
  missed: number;
  missed_since: number | null;
  groups: readonly string[];
  /** The targets of the company, in seconds: what the catalog says follows them. */
  targets: readonly number[];
}

export interface Figure {
  value: number | null;
  of: number | null;
  parts: Readonly<Record<string, number | null>>;
  since: number | null;
  usual: number | null;
  text: string;
  href: string;
  /** The numbers of its formula: "412 of 480". */
  filled?: string;
}

export type Level = "ok" | "watch" | "act";

export interface Target {
  watch: number;
  act: number;
}

export interface Definition {
  name: string;
  label: string;
  words: string;
  formula: string;
  unit: "calls" | "seconds" | "minutes" | "share" | "people" | "channels" | "money" | "score" | "clock";
  /** Of money, as "EUR"; "" for all else. */
  currency: string;
  better: "more" | "less" | "";
  is_default: boolean;
  target: Target | null;
  judged: "value" | "since";
}

export type From = "" | "watch" | "act";

export interface Chosen {
  name: string;
  watch: number | null;
  act: number | null;
  off?: boolean;
  sound: From;
  notify: From | boolean;
  message: From | boolean;
}

export interface Choice {
  figures: readonly Chosen[];
}

export interface You {
  choice: Choice;
  view: "all" | "mine";
  views: readonly ("all" | "mine")[];
  extension: string;
  may: readonly string[];
  screen: { name: string; seconds_a_page: number } | null;
}

export interface Span {
  calls: number;
  minutes: number;
}

export interface Line {
  by: "group" | "number" | "flow";
  name: string;
  label: string;
  calls: number;
  minutes: number;
  wait_s: number | null;
  longest_s: number | null;
  waiting: number;
  level: Level | "";
  yesterday: Span | null;
  usual: Span | null;
  load: readonly number[];
  usual_load: readonly number[];
  href: string;
}

export interface Hour {
  hour: number;
  calls: number;
  answered: number;
  missed: number;
  voicemail: number;
  abandoned: number;
  usual: number | null;
}

export interface Said {
  parts: readonly Part[];
}

export interface Queue {
  group: string;
  label: string;
  waiting: number;
  since: number | null;
  people: number;
  free: number;
  level: Level | "";
  talking: number;
  helped_by: readonly string[];
  is_helped_by_others: boolean;
  target: Target | null;
}

export interface Caller {
  call: string;
  group: string;
  position: number;
  caller: string;
  shown: string;
  name: string;
  since: number;
  calls_today: number;
  tags: readonly string[];
  is_offered: boolean;
  rings: readonly string[];
  taken_by: string;
  href: string;
}

export type PersonState =
  | "free"
  | "ringing"
  | "talking"
  | "internal"
  | "wrap_up"
  | "paused"
  | "do_not_disturb"
  | "away"
  | "not_connected"
  | "outside_hours";

export interface Person {
  extension: string;
  name: string;
  groups: readonly string[];
  state: PersonState;
  reason: string;
  with: string;
  direction: string;
  call: string;
  since: number | null;
  until: number | null;
  words: string;
  photo: string;
}

export interface Missed {
  call: string;
  caller: string;
  shown: string;
  name: string;
  group: string;
  label: string;
  calls: number;
  last_at: number;
  can_call: boolean;
  called_back_by: string;
  href: string;
}

export interface HealthPart {
  label: string;
  state: "ok" | "warning" | "unknown" | "fault";
  said: string;
  to_do: string;
}

export type Action =
  | { do: "take"; call: string }
  | { do: "help"; group: string; label: string }
  | { do: "message"; extension: string; name: string };

export interface Worst {
  group: string;
  label: string;
  level: Level;
  since: number;
  parts: readonly Part[];
  actions?: readonly Action[];
}
