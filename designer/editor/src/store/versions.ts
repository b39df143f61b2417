/** The versions of a flow, and what is different between two of its drawings. */

import { ApiError } from "../api/errors";
import type { Drawn, VersionList } from "../api/versions";
import { differenceMarks, nextChange, union } from "../core/difference";
import { noMarks } from "../core/marks";
import { complete } from "./session";
import type { Shown, VersionsActions, VersionsState } from "./shape/versions";
import type { EditorState, GetState, Services, SetState } from "./state";

export const VERSIONS = "versions";

export const emptyVersions: VersionsState = {
  versionList: null,
  versionShown: null,
  versionAwaited: null,
  versionsTrouble: null,
  rollBackTo: null,
  rollBackRefusal: null,
};

export function versionsActions(set: SetState, get: GetState, services: Services): VersionsActions {
  const { api, t } = services;
  let asked = 0;

  /** Runs a request of the panel; what comes when the panel is closed or waits for another is dropped. */
  const fetched = async <T>(work: () => Promise<T>): Promise<T | null> => {
    const mine = ++asked;
    set({ versionsTrouble: null });
    try {
      const answer = await work();
      return mine === asked && get().mode === VERSIONS ? answer : null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine === asked) set({ versionsTrouble: error });
      return null;
    }
  };

  /** So that the server's draft is what is drawn here. */
  const saved = async () => {
    await get().settled();
    if (await get().save()) return;
    throw get().trouble ?? new ApiError("server", t("saveFailed"));
  };

  const read = async (to: Drawn, from: Drawn | null): Promise<Shown> => {
    if (to === "draft" || from === "draft") await saved();
    const { specs } = get();
    if (from === null && to !== "draft") {
      const drawing = await complete((await api.drawingOf(to)).graph, specs);
      return { to, from, drawing, difference: null, asItWas: true, at: null };
    }
    const compared = await api.compare(from ?? "draft", to);
    const before = await complete(compared.before, specs);
    const after = await complete(compared.after, specs);
    const difference = { before, after, changes: compared.changes };
    return { to, from, drawing: after, difference, asItWas: false, at: null };
  };

  const show = (versionShown: Shown) => {
    set({ versionShown });
    const { drawing, difference, asItWas } = versionShown;
    const isPlain = asItWas || !difference;
    get().look(isPlain ? drawing : union(difference, get().specs));
    get().mark(isPlain ? noMarks : differenceMarks(difference, badges(t)));
  };

  return {
    async openVersions() {
      const versionList = await fetched(async () => {
        await saved();
        return { ...(await api.versions()), of: get().savedGraph ?? get().graph };
      });
      if (!versionList) return;
      set({ versionList });
      if (versionList.current !== null && draftDiffers(get())) await get().showVersion("draft");
    },
    async showVersion(to, from = versionBefore(get().versionList, to)) {
      set({ versionAwaited: to });
      const shown = await fetched(() => read(to, from));
      if (get().versionAwaited === to) set({ versionAwaited: null });
      if (!shown) return;
      show(shown);
      get().select([]);
      get().reveal([]);
      set({ announcement: announced(shown, t) });
    },
    showAsItWas(asItWas) {
      const { versionShown } = get();
      if (versionShown) show({ ...versionShown, asItWas });
    },
    hideVersion() {
      set({ versionShown: null });
      get().stopLooking();
    },
    goToChange(at) {
      const { versionShown } = get();
      const change = versionShown?.difference?.changes[at];
      if (!versionShown || !change) return;
      if (versionShown.asItWas) show({ ...versionShown, asItWas: false, at });
      else set({ versionShown: { ...versionShown, at } });
      const count = versionShown.difference?.changes.length ?? 0;
      set({ announcement: t("changeOf", { place: at + 1, count, sentence: change.sentence }) });
      get().select(change.node === null ? [] : [change.node]);
      get().reveal(change.node === null ? [] : [change.node], true);
    },
    stepToChange(by) {
      const { versionShown } = get();
      const at = nextChange(versionShown?.difference?.changes ?? [], versionShown?.at ?? null, by);
      if (at !== null) get().goToChange(at);
    },
    askRollBack(rollBackTo) {
      set({ rollBackTo, rollBackRefusal: null, dialog: rollBackTo === null ? null : "rollBack" });
    },
    async rollBack() {
      const { rollBackTo, save, attempt } = get();
      if (rollBackTo === null) return;
      set({ rollBackRefusal: null });
      await get().settled();
      if (await save()) await attempt("publishing", () => rollBackAnd(rollBackTo));
      if (get().rollBackRefusal !== null) return;
      if (get().dialog === "rollBack") set({ dialog: null, rollBackTo: null });
    },
  };

  async function rollBackAnd(version: number): Promise<void> {
    try {
      const published = await api.rollBack(version, get().revision);
      set({ toasts: [], versionShown: null });
      get().reportPublished(published);
    } catch (error) {
      if (!(error instanceof ApiError) || error.trouble !== "invalid") throw error;
      set({ rollBackRefusal: error.message });
      return;
    }
    await get().takeOver();
  }
}

function versionBefore(list: VersionList | null, to: Drawn): Drawn | null {
  if (to === "draft") return list?.current ?? null;
  const place = list?.versions.findIndex(({ version }) => version === to) ?? -1;
  return list?.versions[place + 1]?.version ?? null;
}

/** Whether what is drawn is another drawing than the one in force, as far as is known. */
export function draftDiffers({ versionList, graph }: EditorState): boolean {
  return versionList !== null && (versionList.changes > 0 || versionList.of !== graph);
}

/** What the canvas shows of the versions now. */
export function versionOnCanvas({ mode, looking, versionShown }: EditorState): Shown | null {
  return mode === VERSIONS && looking !== null ? versionShown : null;
}

export function drawnName(drawn: Drawn, t: Services["t"]): string {
  return drawn === "draft" ? t("draft") : t("versionNumber", { version: drawn });
}

function announced({ to, from, difference }: Shown, t: Services["t"]): string {
  if (from === null || !difference) return t("shownAlone", { name: drawnName(to, t) });
  const count = difference.changes.length;
  return t("shownAgainst", { name: drawnName(to, t), other: drawnName(from, t), count });
}

function badges(t: Services["t"]) {
  return { added: t("badgeAdded"), removed: t("badgeRemoved"), changed: t("badgeChanged") };
}
