import { applyEdgeChanges, applyNodeChanges, type NodeChange } from "@xyflow/react";
import { copyNodes, pasteClip } from "../core/clipboard";
import * as edits from "../core/edit";
import { GRID } from "../core/geometry";
import { type FlowGraph, type Point, sameWire } from "../core/graph";
import * as steps from "../core/history";
import { wiredOutlets } from "../core/outlets";
import { type CanvasNode, canvasNodes, canvasWires, choose } from "../core/view";
import type { Translate } from "../i18n";
import { addingActions } from "./adding";
import { mayDraw } from "./overlay";
import type { DrawingActions, DrawingState, GetState, Services, SetState } from "./state";

const NOTHING: FlowGraph = { format: 1, name: "", entry: "", nodes: [], wires: [] };

export const emptyDrawing: DrawingState = {
  specs: new Map(),
  references: {},
  graph: NOTHING,
  history: steps.emptyHistory(),
  nodes: [],
  wires: [],
  wired: new Map(),
  wish: null,
  announcement: "",
};

export function drawingActions(set: SetState, get: GetState, services: Services): DrawingActions {
  const { t, clipboard } = services;
  const show = (graph: FlowGraph, history: DrawingState["history"]) =>
    set({ history, ...shown(graph, get(), t) });
  const edit: DrawingActions["edit"] = (change, tag) => {
    if (!mayDraw(get())) return;
    const { graph, history } = get();
    const after = change(graph);
    if (after !== graph) show(after, steps.record(history, graph, tag));
  };
  const chosen = () => new Set(get().nodes.flatMap((node) => (node.selected ? [node.id] : [])));
  const paste = (clip: ReturnType<typeof copyNodes>) => {
    if (!clip) return;
    let ids: string[] = [];
    edit((graph) => {
      const pasted = pasteClip(graph, clip, 4 * GRID);
      ids = pasted.ids;
      return pasted.graph;
    });
    get().select(ids);
    get().reveal(ids);
  };
  const step = (move: typeof steps.undo) => {
    const moved = move(get().history, get().graph);
    if (moved && mayDraw(get())) show(moved.value, moved.history);
  };

  return {
    open: (graph) =>
      set({
        history: steps.emptyHistory(),
        wish: { ids: [], centre: false, first: true },
        ...shown(graph, get(), t),
      }),
    edit,
    seal: () => set({ history: steps.seal(get().history) }),
    undo: () => step(steps.undo),
    redo: () => step(steps.redo),
    changeNodes(changes) {
      const dragged = new Set(get().nodes.flatMap((node) => (node.dragging ? [node.id] : [])));
      set({ nodes: applyNodeChanges(changes, get().nodes) });
      const places = endedMoves(changes);
      if (places.size === 0) return;
      const nudge = [...places.keys()].every((id) => !dragged.has(id));
      edit(
        (graph) => edits.moveNodes(graph, places),
        nudge ? `nudge ${[...places.keys()].join(" ")}` : undefined,
      );
    },
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
      edit((graph) =>
        to
          ? edits.connect(graph, get().specs, { from, outlet, to })
          : edits.disconnect(graph, (wire) => wire.from === from && wire.outlet === outlet),
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
        wires: choose(get().wires, (wire) => ids.has(wire.id)),
      });
    },
    selectAll: () =>
      get().select(
        get().nodes.map((node) => node.id),
        get().wires.map((wire) => wire.id),
      ),
    reveal: (ids, centre = false) => set({ wish: { ids, centre } }),
    nudge({ x, y }) {
      const moving = get().nodes.filter((node) => node.selected);
      const places = new Map(
        moving.map(({ id, position }) => [id, { x: position.x + x, y: position.y + y }]),
      );
      edit((graph) => edits.moveNodes(graph, places), `nudge ${[...places.keys()].join(" ")}`);
    },
    removeSelected() {
      const wires = get().wires.flatMap((wire) => (wire.selected && wire.data ? [wire.data.wire] : []));
      edit((graph) => {
        const unwired = edits.disconnect(graph, (wire) => wires.some((gone) => sameWire(gone, wire)));
        return edits.removeNodes(unwired, get().specs, chosen());
      });
    },
    copy() {
      const clip = copyNodes(get().graph, get().specs, chosen());
      if (clip) clipboard.write(clip);
    },
    paste: () => paste(clipboard.read()),
    duplicate: () => paste(copyNodes(get().graph, get().specs, chosen())),
    async tidy(sizeOf) {
      const { tidy } = await import("../core/layout");
      edit((graph) => edits.moveNodes(graph, tidy(graph, sizeOf)));
      get().reveal([]);
    },
    ...addingActions(set, get, services, edit),
  };
}

/** The parts of the state that follow from a graph. */
export function shown(graph: FlowGraph, state: DrawingState, t: Translate) {
  return {
    graph,
    nodes: canvasNodes(graph, state.specs, state.nodes),
    wires: canvasWires(graph, state.specs, state.wires, (from, to) => t("wireFromTo", { from, to })),
    wired: wiredOutlets(graph.wires),
  };
}

/** Places of nodes that were let go, or moved with the arrow keys. */
function endedMoves(changes: readonly NodeChange<CanvasNode>[]): Map<string, Point> {
  const places = new Map<string, Point>();
  for (const change of changes) {
    if (change.type === "position" && change.position && !change.dragging)
      places.set(change.id, change.position);
  }
  return places;
}
