// The line of Status and of TV screens to the portal.
import type { Socket } from "socket.io-client";
import * as live from "../../../browser/live/line";
import type { Choice } from "./rows";
import { onBeat, onChoice, onConnected, onPatch, onRefused, onSnapshot, type Sent, tick } from "./wall";

const TICK_MS = 1_000;

export interface Hooks {
  /** The portal runs another version of the page than this one. */
  onVersion(version: string): void;
  onRefused(message: string): void;
}

export function connect(auth: Record<string, unknown>, hooks: Hooks): Socket {
  const socket = live.connect(auth);
  live.listen<Sent>(socket, {
    connected: onConnected,
    refused: (message) => {
      onRefused();
      hooks.onRefused(message);
    },
    snapshot: onSnapshot,
    patch: onPatch,
    beat: onBeat,
  });
  const onVersion = ({ version }: { version: string }) => hooks.onVersion(version);
  socket.on("snapshot", onVersion);
  socket.on("beat", onVersion);
  socket.on("choice", (choice: Choice) => onChoice(choice));
  setInterval(tick, TICK_MS);
  // A tab in the background is slowed down: what it shows is looked at again as soon as somebody sees it.
  document.addEventListener("visibilitychange", tick);
  return socket;
}
