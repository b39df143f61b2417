import * as edits from "../core/edit";
import { BLOCK_WIDTH, freePlace, placeAfter, snap } from "../core/geometry";
import { type FlowGraph, type FlowNode, nodeById, type Point, targetOf, type Wire } from "../core/graph";
import { nameOf } from "../core/naming";
import type { DrawingActions } from "./shape/drawing";
import type { GetState, Services, SetState } from "./state";

type Adding = Pick<DrawingActions, "addAfterSelection" | "addAt" | "addTarget" | "insertAfter">;
type Source = { from: string; outlet: string };

/** The ways in which a new node comes into a drawing. */
export function addingActions(
  set: SetState,
  get: GetState,
  { t }: Services,
  edit: DrawingActions["edit"],
): Adding {
  /** Adds a node in one step; `place` sees it before it has its place, `link` draws its wires. */
  const add = (
    type: string,
    place: (graph: FlowGraph, node: FlowNode) => Point,
    link: (graph: FlowGraph, id: string) => FlowGraph,
  ): FlowNode | null => {
    const spec = get().specs.get(type);
    if (!spec) return null;
    const { graph } = get();
    const unplaced = edits.makeNode(graph, spec, { x: 0, y: 0 });
    const node = { ...unplaced, position: place(graph, unplaced) };
    return edit((before) => link(edits.addNode(before, node, spec), node.id)) ? node : null;
  };
  const wireTo = (source: Source | null) => (graph: FlowGraph, id: string) =>
    source ? edits.connect(graph, get().specs, { ...source, to: id }) : graph;
  const show = (node: FlowNode | null, from: FlowNode | undefined) => {
    if (!node) return;
    get().select([node.id]);
    get().reveal([node.id]);
    const words = from ? t("addedWired", { label: node.label, from: nameOf(get().specs, from) }) : "";
    set({ announcement: words || t("added", { label: node.label }) });
  };

  return {
    addAfterSelection(type, centre) {
      const { graph, specs, nodes } = get();
      const selected = nodes.filter((node) => node.selected);
      const before = selected.length === 1 ? selected[0]?.data.node : undefined;
      const outlet = before && edits.freeOutlet(graph, specs, before.id);
      const source =
        before && outlet !== undefined && !specs.get(type)?.entry ? { from: before.id, outlet } : null;
      const node = add(
        type,
        (now, added) =>
          before
            ? placeAfter(now, specs, before, added)
            : freePlace(now, specs, added, { x: centre.x - BLOCK_WIDTH / 2, y: centre.y - 40 }),
        wireTo(source),
      );
      show(node, source ? before : undefined);
    },
    addAt(type, place, link) {
      const wire: Wire | null = link && "wire" in link ? link.wire : null;
      const source: Source | null = link && "from" in link ? link : null;
      const node = add(
        type,
        () => snap(place),
        (graph, id) => (wire ? edits.splice(graph, get().specs, wire, id) : wireTo(source)(graph, id)),
      );
      if (!node) return;
      get().select([node.id]);
      set({ announcement: t("added", { label: node.label }) });
    },
    insertAfter(type, from, outlet) {
      const { graph, specs } = get();
      const before = nodeById(graph, from);
      const to = targetOf(graph, from, outlet);
      if (!before) return;
      const node = add(
        type,
        (now, added) => placeAfter(now, specs, before, added),
        (now, id) =>
          to === undefined
            ? edits.connect(now, specs, { from, outlet, to: id })
            : edits.splice(now, specs, { from, outlet, to }, id),
      );
      show(node, before);
    },
    addTarget(type, from, outlet) {
      const before = nodeById(get().graph, from);
      if (!before) return;
      const node = add(
        type,
        (graph, added) => placeAfter(graph, get().specs, before, added),
        wireTo({ from, outlet }),
      );
      if (node)
        set({
          announcement: t("addedWired", { label: node.label, from: nameOf(get().specs, before) }),
          viewRequest: { ids: [from, node.id], centre: false },
        });
    },
  };
}
