// The line to the portal: snapshots, numbered changes and beats come in, and a gap asks for a new snapshot.
import { io, type Socket } from "socket.io-client";
import type { Choice } from "./rows";
import type { Beat, Patch } from "./state";
import { onBeat, onChoice, onConnected, onPatch, onSnapshot, type Sent, tick } from "./wall";

const TICK_MS = 1_000;
const AGAIN_MS = 2_000;
/** A snapshot that was asked for is given so long to come. */
const ASKED_MS = 3_000;

export interface Hooks {
  /** The portal runs another version of the page than this one. */
  onVersion(version: string): void;
  onRefused(message: string): void;
}

export function connect(auth: Record<string, unknown>, hooks: Hooks): Socket {
  const socket = io("/wall", {
    transports: ["websocket"],
    auth,
    reconnectionDelay: AGAIN_MS,
    reconnectionDelayMax: AGAIN_MS,
    randomizationFactor: 0.2,
  });
  let asked = Number.NEGATIVE_INFINITY;
  const ask = () => {
    if (performance.now() - asked < ASKED_MS) return;
    asked = performance.now();
    socket.emit("snapshot");
  };
  socket.on("connect", () => onConnected(true));
  socket.on("disconnect", () => onConnected(false));
  socket.on("connect_error", (problem) => {
    onConnected(false);
    if (!socket.active) hooks.onRefused(problem.message);
  });
  socket.on("snapshot", (snapshot: Sent & { version: string }) => {
    asked = Number.NEGATIVE_INFINITY;
    onSnapshot(snapshot);
    hooks.onVersion(snapshot.version);
  });
  socket.on("patch", (patch: Patch) => {
    if (!onPatch(patch)) ask();
  });
  socket.on("beat", (beat: Beat & { version: string }) => {
    if (!onBeat(beat)) ask();
    hooks.onVersion(beat.version);
  });
  socket.on("choice", (choice: Choice) => onChoice(choice));
  setInterval(tick, TICK_MS);
  // A tab in the background is slowed down: what it shows is looked at again as soon as somebody sees it.
  document.addEventListener("visibilitychange", tick);
  return socket;
}
