import { type Clip, readClip, type WrittenClip } from "../core/clipboard";
import type { FlowGraph } from "../core/graph";
import { type Choices, type Script, usual } from "../core/tryingScript";

/** A drawing that this browser keeps until the server has it. */
export interface SafetyCopy {
  graph: FlowGraph;
  /** The server's revision that it was drawn upon. */
  revision: number;
  /** ISO 8601, UTC. */
  at: string;
}

/** What somebody chose for calls that are tried, and the call that they were at. */
export interface KeptTry {
  choices: Choices;
  call: { script: Script; shows: string | null; at: number; over: boolean } | null;
}

/** Kept for as long as the tab is open. */
export interface Tries {
  read(): KeptTry | null;
  keep(kept: KeptTry): void;
}

export interface Copies {
  read(): SafetyCopy | null;
  keep(copy: SafetyCopy): void;
  /** Forgets what was read or kept here. A copy that another tab has kept since then stays. */
  drop(): void;
}

/** What is copied, shared by all drawings open in this browser. */
export interface Clipboard {
  read(): WrittenClip | null;
  write(clip: Clip): void;
  /** What the system's clipboard holds; null where the browser does not let us read it. */
  readSystem(): Promise<string | null>;
}

/** The part of `navigator.clipboard` that we use; a page that was not fetched safely has none. */
export type SystemClipboard = Pick<globalThis.Clipboard, "readText" | "writeText"> | undefined;

/** A browser may refuse its storage altogether: then every use of it throws. */
type Place = () => Storage;

const CLIPBOARD = "zentrale.clipboard";

export function storedCopies(storage: Place, flow: string): Copies {
  const name = `zentrale.flow.${flow}`;
  let known: string | null = null;
  return {
    read() {
      known = read(storage, name);
      return readCopy(known);
    },
    keep(copy) {
      known = JSON.stringify(copy);
      write(storage, name, known);
    },
    drop() {
      if (known !== null && read(storage, name) === known) write(storage, name, null);
      known = null;
    },
  };
}

export function storedTries(storage: Place, flow: string): Tries {
  const name = `zentrale.try.${flow}`;
  return {
    read: () => readTry(read(storage, name)),
    keep: (kept) => write(storage, name, JSON.stringify(kept)),
  };
}

export function storedClipboard(storage: Place, system: SystemClipboard): Clipboard {
  let latest: Clip | null = null;
  return {
    read: () => readClip(read(storage, CLIPBOARD)) ?? latest,
    write(clip) {
      latest = clip;
      const text = JSON.stringify(clip);
      write(storage, CLIPBOARD, text);
      // A browser may refuse, and keeps its reasons: what is stored can still be pasted.
      system?.writeText(text).catch(() => {});
    },
    async readSystem() {
      return (await system?.readText().catch(() => null)) ?? null;
    },
  };
}

function readCopy(text: string | null): SafetyCopy | null {
  const copy = parsed<SafetyCopy>(text);
  return copy && Array.isArray(copy.graph?.nodes) && Array.isArray(copy.graph.wires) ? copy : null;
}

function readTry(text: string | null): KeptTry | null {
  const kept = parsed<KeptTry>(text);
  if (typeof kept?.choices !== "object") return null;
  const { call } = kept;
  return { choices: { ...usual, ...kept.choices }, call: typeof call?.script?.at === "string" ? call : null };
}

function parsed<T>(text: string | null): T | null {
  try {
    return JSON.parse(text ?? "null") as T | null;
  } catch {
    return null;
  }
}

function read(storage: Place, name: string): string | null {
  try {
    return storage().getItem(name);
  } catch (error) {
    console.warn("browser storage cannot be read", error);
    return null;
  }
}

function write(storage: Place, name: string, text: string | null): void {
  try {
    if (text === null) storage().removeItem(name);
    else storage().setItem(name, text);
  } catch (error) {
    console.warn("browser storage cannot be written", error);
  }
}
