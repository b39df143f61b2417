import { applyEdgeChanges } from "@xyflow/react";
import * as edits from "../core/edit";
import { type FlowGraph, sameWire } from "../core/graph";
import * as steps from "../core/history";
import { excess } from "../core/limits";
import { reframe, removeNotes } from "../core/notes";
import { wiredOutlets } from "../core/outlets";
import { canvasNodes, canvasNotes, canvasWires, choose } from "../core/view";
import type { Translate } from "../i18n";
import { addingActions } from "./adding";
import { chosenKeys } from "./chosen";
import { clipboardActions } from "./clipboard";
import { movingActions } from "./moving";
import { mayDraw } from "./overlay";
import type { DrawingActions, DrawingState } from "./shape/drawing";
import type { GetState, Services, SetState } from "./state";

const NOTHING: FlowGraph = { format: 1, name: "", entry: "", nodes: [], wires: [] };

export const emptyDrawing: DrawingState = {
  specs: new Map(),
  references: {},
  graph: NOTHING,
  history: steps.emptyHistory(),
  nodes: [],
  notes: [],
  wires: [],
  wired: new Map(),
  viewRequest: null,
  announcement: "",
};

export function drawingActions(set: SetState, get: GetState, services: Services): DrawingActions {
  const { t } = services;
  const show = (graph: FlowGraph, history: DrawingState["history"]) =>
    set({ history, ...shown(graph, get(), t) });
  const edit: DrawingActions["edit"] = (change, tag) => {
    if (!mayDraw(get())) return false;
    const { graph, history } = get();
    const after = change(graph);
    const tooMuch = excess(graph, after);
    if (tooMuch) get().toast("warning", t(`tooMany_${tooMuch.what}`, { ...tooMuch }));
    if (after === graph || tooMuch) return false;
    show(after, steps.record(history, graph, tag));
    return true;
  };
  const step = (move: typeof steps.undo) => {
    const moved = move(get().history, get().graph);
    if (moved && mayDraw(get())) show(moved.value, moved.history);
  };

  return {
    open: (graph) =>
      set({
        history: steps.emptyHistory(),
        viewRequest: { ids: [], centre: false, first: true },
        ...shown(graph, get(), t),
      }),
    edit,
    seal: () => set({ history: steps.seal(get().history) }),
    undo: () => step(steps.undo),
    redo: () => step(steps.redo),
    changeWires: (changes) => set({ wires: applyEdgeChanges(changes, get().wires) }),
    connect({ source, sourceHandle, target }) {
      edit((graph) =>
        edits.connect(graph, get().specs, { from: source, outlet: sourceHandle ?? "", to: target }),
      );
    },
    reconnect(wire, { source, sourceHandle, target }) {
      const moved = { from: source, outlet: sourceHandle ?? "", to: target };
      edit((graph) => {
        if (sameWire(wire, moved) || !edits.canEnter(graph, get().specs, target)) return graph;
        const without = edits.disconnect(graph, (old) => sameWire(old, wire));
        return edits.connect(without, get().specs, moved);
      });
    },
    lead: (from, outlet, to) =>
      edit(
        (graph) =>
          to
            ? edits.connect(graph, get().specs, { from, outlet, to })
            : edits.disconnect(graph, (wire) => wire.from === from && wire.outlet === outlet),
        // Who types in a list passes by other blocks on the way.
        `lead ${from} ${outlet}`,
      ),
    setLabel: (id, label) => edit((graph) => edits.setLabel(graph, id, label), `label ${id}`),
    setSetting(id, name, value) {
      const spec = get().nodes.find((node) => node.id === id)?.data.spec;
      if (spec) edit((graph) => edits.setSetting(graph, id, name, value, spec), `setting ${id} ${name}`);
    },
    select(nodes, wires = []) {
      const ids = new Set([...nodes, ...wires]);
      set({
        history: steps.seal(get().history),
        nodes: choose(get().nodes, (node) => ids.has(node.id)),
        notes: choose(get().notes, (note) => ids.has(note.id)),
        wires: choose(get().wires, (wire) => ids.has(wire.id)),
      });
    },
    selectAll: () =>
      get().select(
        [...get().nodes, ...get().notes].map((shown) => shown.id),
        get().wires.map((wire) => wire.id),
      ),
    reveal: (ids, centre = false) => set({ viewRequest: { ids, centre } }),
    removeSelected() {
      const wires = get().wires.flatMap((wire) => (wire.selected && wire.data ? [wire.data.wire] : []));
      edit((graph) => {
        const unwired = edits.disconnect(graph, (wire) => wires.some((gone) => sameWire(gone, wire)));
        const keys = chosenKeys(get());
        return removeNotes(edits.removeNodes(unwired, get().specs, keys), keys);
      });
    },
    async tidy(sizeOf) {
      const { tidy } = await import("../core/layout");
      edit((graph) => reframe(graph, edits.moveNodes(graph, tidy(graph, sizeOf)), get().specs));
      get().reveal([]);
    },
    ...movingActions(set, get, edit),
    ...clipboardActions(get, services, edit),
    ...addingActions(set, get, services, edit),
  };
}

/** The parts of the state that follow from a graph. */
export function shown(graph: FlowGraph, state: DrawingState, t: Translate) {
  return {
    graph,
    nodes: canvasNodes(graph, state.specs, state.nodes),
    notes: canvasNotes(graph, state.notes, (text) => (text ? t("noteNamed", { text }) : t("noteNameless"))),
    wires: canvasWires(graph, state.specs, state.wires, (from, to) => t("wireFromTo", { from, to })),
    wired: wiredOutlets(graph.wires),
  };
}
