// The line to the portal: a snapshot, numbered changes and beats come in, and a gap asks for a new snapshot.
import { io, type Socket } from "socket.io-client";
import type { Beat, Patch, Snapshot } from "./changes";
import { KEEPING } from "./options";

/** A snapshot that was asked for is given so long to come. */
const ASKED_MS = 3_000;

export interface Hears<Sent> {
  connected(isConnected: boolean): void;
  /** The line does not come back by itself. */
  refused(message: string): void;
  snapshot(snapshot: Sent): void;
  /** False if a new snapshot is needed. */
  patch(patch: Patch): boolean;
  beat(beat: Beat): boolean;
}

/** What is needed of a socket. */
export type Wire = Pick<Socket, "on" | "emit" | "active">;

export function connect(auth: Record<string, unknown>): Socket {
  return io("/wall", { ...KEEPING, auth });
}

export function listen<Sent = Snapshot>(
  wire: Wire,
  hears: Hears<Sent>,
  local = () => performance.now(),
): void {
  let asked = Number.NEGATIVE_INFINITY;
  const ask = () => {
    if (local() - asked < ASKED_MS) return;
    asked = local();
    wire.emit("snapshot");
  };
  const lost = (message: string) => {
    hears.connected(false);
    if (!wire.active) hears.refused(message);
  };
  wire.on("connect", () => hears.connected(true));
  wire.on("disconnect", (reason: string) => lost(reason));
  wire.on("connect_error", (problem: Error) => lost(problem.message));
  wire.on("snapshot", (snapshot: Sent) => {
    asked = Number.NEGATIVE_INFINITY;
    hears.snapshot(snapshot);
  });
  wire.on("patch", (patch: Patch) => {
    if (!hears.patch(patch)) ask();
  });
  wire.on("beat", (beat: Beat) => {
    if (!hears.beat(beat)) ask();
  });
}
