/** What the phone's window and the other pages of the portal tell each other. */
import type { Phone } from "./state";

export const NAME = "zentrale-phone";

/** "tell" asks what the phone does; "check" says that somebody has signed out. */
export const COMMANDS = ["tell", "check", "answer", "hangUp", "mute"] as const;
export type Command = (typeof COMMANDS)[number];

export type Message =
  | { from: "phone"; phone: Phone }
  | { from: "phone"; gone: true }
  | { to: "phone"; command: Command }
  /** A window that was opened later wants the phone. */
  | { to: "phone"; claim: string }
  | { from: "phone"; keeps: string };

export interface Channel {
  say(message: Message): void;
  close(): void;
}

export function channel(hear: (message: Message) => void): Channel {
  const line = new BroadcastChannel(NAME);
  line.addEventListener("message", (event: MessageEvent<Message>) => hear(event.data));
  return { say: (message) => line.postMessage(message), close: () => line.close() };
}

/** Keys that work on every page while a call is there. */
export function commandOf(
  event: Pick<KeyboardEvent, "altKey" | "ctrlKey" | "metaKey" | "code">,
): Command | null {
  if (!event.altKey || event.ctrlKey || event.metaKey) return null;
  const keys: Record<string, Command> = { KeyA: "answer", KeyX: "hangUp", KeyM: "mute" };
  return keys[event.code] ?? null;
}
