/** A call that is tried on the drawing as it is on the canvas: what was chosen for it, and where its clock stands. */

import { ApiError } from "../api/errors";
import { expectedOf, isOver, nextAt, webQuestions } from "../core/trying";
import { pressed, type Script, scriptOf, usual } from "../core/tryingScript";
import { shownBy } from "../core/tryingTime";
import type { TryingActions, TryingState } from "./shape/trying";
import type { GetState, Services, SetState } from "./state";

export const emptyTrying: TryingState = {
  choices: usual,
  tried: null,
  tryAt: 0,
  tryOver: false,
  tryAsking: false,
  tryTrouble: null,
  tryMuted: false,
  webAsked: [],
};

export function tryingActions(set: SetState, get: GetState, services: Services): TryingActions {
  const { api, now, tries, zone } = services;
  const spoken = new Map<string, string>();
  let asked = 0;

  /** Becomes what the script says; what was before stays as it was, since nothing is left to chance. */
  const ask = async () => {
    const { tried } = get();
    if (!tried) return;
    const { script, graph } = tried;
    const mine = ++asked;
    set({ tryAsking: true, tryTrouble: null });
    try {
      const call = await api.simulate(graph, script);
      if (mine !== asked) return;
      set({ tried: { ...tried, call, played: script }, webAsked: webQuestions(call) });
      moveTo(get().tryAt);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine !== asked) return;
      set({ tryTrouble: error });
      if (error.diagnostics) {
        set({ tried: null });
        await get().check();
      }
    } finally {
      if (mine === asked) set({ tryAsking: false });
    }
  };

  const moveTo = (seconds: number) => {
    const call = get().tried?.call;
    if (!call) return;
    const tryAt = Math.min(seconds, call.duration_s);
    set({ tryAt, tryOver: get().tryOver || isOver(call, tryAt) });
  };

  /** The script as it is from this moment on. */
  const act = async (change: (script: Script, at: number) => Script) => {
    const { tried, tryAt, tryOver } = get();
    if (!tried?.call || tryOver) return;
    const at = Math.round(tryAt * 1000) / 1000;
    set({ tryAt: at, tried: { ...tried, script: change(tried.script, at) } });
    await ask();
  };

  return {
    choose: (part) => set({ choices: { ...get().choices, ...part } }),
    placeCall() {
      const script = scriptOf(get().choices, shownBy(zone, now()), zone, get().numbers);
      if (script) void get().playCall(script, null);
      return script !== null;
    },
    async playCall(script, shows) {
      const tried = { graph: get().graph, script, shows, call: null, played: null };
      set({ tried, tryAt: 0, tryOver: false });
      await ask();
    },
    passTime(seconds) {
      const { tryAsking, tryTrouble, tryOver, tryAt } = get();
      if (!tryAsking && !tryTrouble && !tryOver) moveTo(tryAt + seconds);
    },
    skip() {
      const { tried, tryAt, tryOver, tryAsking } = get();
      if (tried?.call && !tryOver && !tryAsking) moveTo(nextAt(tried.call, tryAt));
    },
    seek(seconds) {
      if (get().tryOver) moveTo(seconds);
    },
    pressKey: (key) => act((script, at) => pressed(script, key, at)),
    hangUp: () => act((script, at) => ({ ...script, hang_up_s: at })),
    askAgain: ask,
    leaveCall() {
      asked++;
      set({ tried: null, tryTrouble: null, tryAsking: false, tryAt: 0, tryOver: false });
    },
    mute: (tryMuted) => set({ tryMuted }),
    async soundOf(prompt) {
      const text = get().tried?.call?.unspoken[prompt];
      if (!text) return api.soundAddress(prompt);
      const known = spoken.get(prompt);
      if (known !== undefined) return known;
      const address = URL.createObjectURL(await api.speech(text.language, text.text));
      spoken.set(prompt, address);
      return address;
    },
    async saveTest(name) {
      const { tried } = get();
      if (tried?.call && tried.played) await api.addTest(name, tried.played, expectedOf(tried.call));
    },
    async callMe(extension) {
      const { graph, choices } = get();
      await api.callMe(graph, extension, choices.withheld ? "anonymous" : choices.caller.trim());
    },
    keepTry() {
      const { choices, tried, tryAt: at, tryOver: over } = get();
      const call = tried && { script: tried.script, shows: tried.shows, at, over };
      if (choices !== usual || call) tries.keep({ choices, call });
    },
    restoreTry() {
      const kept = tries.read();
      if (!kept) return;
      const { choices, call } = kept;
      const isCalled = choices.number !== null && get().numbers.includes(choices.number);
      set({ choices: isCalled ? choices : { ...choices, number: null } });
      if (!call) return;
      const tried = { graph: get().graph, script: call.script, shows: call.shows, call: null, played: null };
      set({ tried, tryAt: call.at, tryOver: call.over });
    },
    resumeTry() {
      const { tried, tryAsking, tryTrouble } = get();
      if (!tried || tried.call || tryAsking || tryTrouble) return;
      set({ tried: { ...tried, graph: get().graph } });
      void ask();
    },
    companyClock: () => ({ zone, now: shownBy(zone, now()) }),
  };
}
