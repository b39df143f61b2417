import type { Saved } from "../api/client";
import { ApiError, type Trouble } from "../api/errors";
import { type Specs, specsByType, withVariables } from "../core/catalogue";
import { moveNodes } from "../core/edit";
import { estimatedSize } from "../core/geometry";
import { type FlowGraph, sameGraph } from "../core/graph";
import { type Diagnostic, problemsByNode } from "../core/problems";
import { needsLayout, readGraph, type WrittenGraph } from "../core/read";
import type { SessionActions, SessionState, Toast } from "./shape/session";
import type { GetState, Services, SetState } from "./state";

export const emptySession: SessionState = {
  phase: "loading",
  flowId: "",
  savedGraph: null,
  revision: 0,
  numbers: [],
  publishedVersion: null,
  busy: null,
  trouble: null,
  diagnostics: [],
  problems: new Map(),
  checkFailed: false,
  showProblems: false,
  dialog: null,
  keptCopy: null,
  toasts: [],
};

export function sessionActions(set: SetState, get: GetState, services: Services): SessionActions {
  const { api, copies, now, t } = services;
  let checks = 0;
  let toasts = 0;
  let theirRevision: number | null = null;
  let running: Promise<unknown> = Promise.resolve();

  /** What the server says of the drawing; a refusal has its faults alone. */
  const found = ({
    diagnostics,
    variables,
  }: {
    diagnostics: readonly Diagnostic[];
    variables?: string[];
  }) => {
    checks++;
    set({ diagnostics, problems: problemsByNode(diagnostics), checkFailed: false });
    if (variables) set({ references: withVariables(get().references, variables) });
  };

  const run: SessionActions["attempt"] = async (busy, work) => {
    set({ busy, trouble: null });
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.diagnostics) found({ diagnostics: error.diagnostics });
      if (error.trouble === "conflict") set({ dialog: "conflict" });
      if (error.trouble === "conflict" && error.revision === null) await learnRevision();
      else if (error.revision !== null) theirRevision = error.revision;
      set({ trouble: error });
      return false;
    } finally {
      set({ busy: null });
    }
  };

  const attempt: SessionActions["attempt"] = (busy, work) => {
    const done = run(busy, work);
    running = done;
    return done;
  };

  const learnRevision = async () => {
    theirRevision = await api.flow().then(
      (flow) => flow.revision,
      () => null,
    );
  };

  /** A drawing whose answer was lost on the way is there already, and in conflict with nobody. */
  const arrivedBefore = async (graph: FlowGraph, error: unknown): Promise<Saved> => {
    const isConflict = error instanceof ApiError && error.trouble === "conflict";
    const there = isConflict ? await api.flow().catch(() => null) : null;
    if (!there || !sameGraph(readGraph(there.graph, get().specs), graph)) throw error;
    return there;
  };

  const saveAs = (revision: number) =>
    attempt("saving", async () => {
      const { graph } = get();
      const saved = await api.saveDraft(graph, revision).catch((error) => arrivedBefore(graph, error));
      set({ savedGraph: graph, revision: saved.revision });
      if (get().graph === graph) {
        copies.drop();
        found(saved);
      }
    });

  return {
    attempt,
    async settled() {
      while (get().busy !== null) await running;
    },
    async load() {
      set({ phase: "loading" });
      const loaded = await attempt(null, async () => {
        const [catalogue, references, flow] = await Promise.all([
          api.catalogue(),
          api.references(),
          api.flow(),
        ]);
        const specs = specsByType(catalogue.nodes);
        const graph = await complete(flow.graph, specs);
        set({
          specs,
          references,
          flowId: flow.id,
          savedGraph: graph,
          revision: flow.revision,
          numbers: flow.numbers,
          publishedVersion: flow.published?.version ?? null,
          readOnly: !flow.may_draw,
        });
        get().open(graph);
        get().restoreTry();
        found(flow);
        const copy = flow.may_draw ? copies.read() : null;
        if (copy && !sameGraph(copy.graph, graph)) set({ keptCopy: copy, dialog: "recover" });
      });
      set({ phase: loaded ? "ready" : "failed" });
    },
    async check() {
      const mine = ++checks;
      try {
        const checked = await api.check(get().graph);
        if (mine === checks) found(checked);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (mine === checks && error.diagnostics) found({ diagnostics: error.diagnostics });
        else if (mine === checks) set({ checkFailed: true });
      }
    },
    keepCopy() {
      const { graph, savedGraph, revision, dialog } = get();
      if (dialog === "recover") return;
      if (graph === savedGraph) copies.drop();
      else copies.keep({ graph, revision, at: now().toISOString() });
    },
    async save() {
      if (get().busy) return false;
      if (get().graph !== get().savedGraph) return saveAs(get().revision);
      set({ trouble: null });
      return true;
    },
    async publish(note = "") {
      set({ toasts: [] });
      if (!(await get().save())) {
        if (get().dialog === "publish") set({ dialog: null });
        return;
      }
      const done = await attempt("publishing", async () => {
        get().reportPublished(await api.publish(get().revision, note));
      });
      const { trouble } = get();
      if (trouble?.red) {
        set({ trouble: null });
        get().reportRed(trouble.red);
        return;
      }
      if (get().dialog === "publish") set({ dialog: null });
      if (!done && trouble?.trouble === "invalid" && get().diagnostics.length > 0) {
        set({ trouble: null, showProblems: true });
        get().toast("danger", t("publishRefused"));
      }
    },
    reportPublished({ version, numbers, warning }) {
      set({ publishedVersion: version });
      const named = (live: boolean) =>
        numbers.flatMap((entry) => (entry.live === live ? [entry.number] : [])).join(", ");
      const notLive = named(false) && t("notLive", { numbers: named(false) });
      const caution = [notLive, warning].filter(Boolean).join(" ");
      if (caution) get().toast("warning", caution);
      if (named(true)) get().toast("success", t("publishedLive", { version, numbers: named(true) }));
      else if (!named(false)) get().toast("success", t("published", { version }));
    },
    async keepMine() {
      set({ dialog: null });
      if (theirRevision === null) await learnRevision();
      await saveAs(theirRevision ?? get().revision);
    },
    async loadTheirs() {
      set({ dialog: null });
      await attempt(null, async () => {
        await get().takeOver();
        get().toast("success", t("theirsLoaded"));
      });
    },
    async takeOver() {
      const flow = await api.flow();
      const graph = await complete(flow.graph, get().specs);
      get().stopLooking();
      set({ savedGraph: graph, revision: flow.revision });
      get().edit(() => graph);
      copies.drop();
      found(flow);
    },
    restoreCopy() {
      const { keptCopy } = get();
      set({ keptCopy: null, dialog: null });
      if (keptCopy) get().edit(() => keptCopy.graph);
    },
    discardCopy() {
      copies.drop();
      set({ keptCopy: null, dialog: null });
    },
    showDialog: (dialog) => set({ dialog }),
    toggleProblems: (shown) => set({ showProblems: shown ?? !get().showProblems }),
    toast(tone: Toast["tone"], text: string) {
      set({ toasts: [...get().toasts, { id: ++toasts, tone, text }] });
    },
    dismiss: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
  };
}

/** A drawing from the server with all that the canvas needs; one without places is laid out. */
export async function complete(written: WrittenGraph, specs: Specs): Promise<FlowGraph> {
  const graph = readGraph(written, specs);
  if (!needsLayout(written)) return graph;
  const { tidy } = await import("../core/layout");
  return moveNodes(
    graph,
    tidy(graph, (node) => estimatedSize(specs, node)),
  );
}

/** Troubles that pass: the same request may work in a while. */
export function mayPass(trouble: Trouble): boolean {
  return ["offline", "slow", "server", "session"].includes(trouble);
}
