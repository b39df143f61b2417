// What the user can do from the wall: docs/acts.md. Whoever may do nothing has no buttons for it.
import { createStore } from "zustand/vanilla";
import { ask } from "./requests";
import { wall } from "./wall";
import { say } from "./words";

export function mayAct(): boolean {
  return wall.getState().live?.you.may.includes("act") ?? false;
}

export interface Toast {
  text: string;
  isFault: boolean;
  undo?: () => void;
}

/** One sentence at a time at the top of the page; the key changes with each, so that it is read out again. */
export const toasts = createStore<{ shown: Toast | null; key: number }>(() => ({ shown: null, key: 0 }));

export function toast(shown: Toast | null): void {
  toasts.setState(({ key }) => ({ shown, key: key + 1 }));
}

interface Request {
  method: string;
  url: string;
  body?: unknown;
}

interface Done {
  said?: string;
  undo?: Request | null;
}

/** Does it, and says at the top of the page what came of it. */
export async function act(url: string, body: unknown = {}): Promise<void> {
  await carryOut({ method: "POST", url, body });
}

async function carryOut({ method, url, body }: Request): Promise<void> {
  const answer = await ask<Done | null>(method, url, body);
  if (!answer.ok) return toast({ text: answer.error, isFault: true });
  const { said, undo } = answer.found ?? {};
  toast({
    text: said ?? say("done"),
    isFault: false,
    ...(undo && { undo: () => void carryOut(undo) }),
  });
}

const of = encodeURIComponent;

/** The user's own phones ring for the caller. */
export function take(call: string): void {
  void act(`/live/calls/${of(call)}/take`);
}

export function place(call: string, to: "up" | "top"): void {
  void act(`/live/calls/${of(call)}/place`, { to });
}

/** *to* is "group:support" or "employee:102". */
export function sendTo(call: string, to: string): void {
  void act(`/live/calls/${of(call)}/send`, { to });
}

/** Whether the exchange can call outside, too. */
export function mayCallBack(): boolean {
  return wall.getState().live?.you.may.includes("call back") ?? false;
}

/** The user's own phones ring, and then the caller is called. */
export function callBack(call: string): void {
  void act(`/live/calls/${of(call)}/call-back`);
}

export function hangUp(call: string): void {
  void act(`/live/calls/${of(call)}/hang-up`);
}

export function letHelp(group: string, helper: string): void {
  void act(`/live/groups/${of(group)}/helpers`, { group: helper });
}

export interface Presence {
  state: "free" | "paused" | "do_not_disturb" | "away";
  reason?: string;
}

export function choosePresence(extension: string, presence: Presence): void {
  void act(`/live/people/${of(extension)}/presence`, presence);
}

export interface Reason {
  id: string;
  name: string;
}

export async function pauseReasons(): Promise<readonly Reason[]> {
  const answer = await ask<{ reasons: Reason[] }>("GET", "/live/reasons");
  return answer.ok ? answer.found.reasons : [];
}
