import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import * as edits from "../core/edit";
import type { Point } from "../core/graph";
import { carried, changeNote, moveNotes } from "../core/notes";
import type { CanvasNode, CanvasNote } from "../core/view";
import type { DrawingActions } from "./shape/drawing";
import type { GetState, SetState } from "./state";

type Change = NodeChange<CanvasNode | CanvasNote>;

/** What is moved or resized on the canvas; it becomes a step when it is let go. */
export function movingActions(
  set: SetState,
  get: GetState,
  edit: DrawingActions["edit"],
): Pick<DrawingActions, "changeNodes" | "nudge"> {
  const move = (places: ReadonlyMap<string, Point>, tag?: string) =>
    edit((graph) => moveNotes(edits.moveNodes(graph, places), places), tag);
  const nudgeTag = (keys: Iterable<string>) => `nudge ${[...keys].join(" ")}`;
  const resize = (changes: readonly Change[]) => {
    for (const change of changes) {
      if (change.type !== "dimensions" || change.resizing !== false) continue;
      const shown = get().notes.find((note) => note.id === change.id);
      if (shown) edit((graph) => changeNote(graph, shown.data.note.id, measures(shown)));
    }
  };

  return {
    changeNodes(changes) {
      const { graph, specs, nodes, notes } = get();
      const dragged = new Set([...nodes, ...notes].flatMap((shown) => (shown.dragging ? [shown.id] : [])));
      const all = [...changes, ...followers(changes, carried(graph, specs, movesIn(changes)))];
      set({
        nodes: applyNodeChanges(all as NodeChange<CanvasNode>[], nodes),
        notes: notes.length ? applyNodeChanges(all as NodeChange<CanvasNote>[], notes) : notes,
      });
      resize(changes);
      const ended = movesIn(all, false);
      if (ended.size === 0) return;
      const nudge = [...ended.keys()].every((id) => !dragged.has(id));
      move(ended, nudge ? nudgeTag(ended.keys()) : undefined);
    },
    nudge({ x, y }) {
      const { graph, specs, nodes, notes } = get();
      const moving = [...nodes, ...notes].filter((shown) => shown.selected);
      const places = new Map(
        moving.map(({ id, position }) => [id, { x: position.x + x, y: position.y + y }]),
      );
      move(carried(graph, specs, places), nudgeTag(places.keys()));
    },
  };
}

/** Where things are moved to: what is dragged and what moves with the arrow keys says whether it is let go. */
function movesIn(changes: readonly Change[], dragging?: boolean): Map<string, Point> {
  const places = new Map<string, Point>();
  for (const change of changes) {
    if (change.type !== "position" || !change.position || change.dragging === undefined) continue;
    if (dragging === undefined || change.dragging === dragging) places.set(change.id, change.position);
  }
  return places;
}

/** Changes for what goes along without being moved itself. */
function followers(changes: readonly Change[], places: ReadonlyMap<string, Point>): Change[] {
  const own = new Set(changes.flatMap((change) => (change.type === "position" ? [change.id] : [])));
  const dragging = changes.some((change) => change.type === "position" && change.dragging);
  return [...places].flatMap(([id, position]): Change[] =>
    own.has(id) ? [] : [{ id, type: "position", position, dragging }],
  );
}

function measures({ position, width = 0, height = 0 }: CanvasNote) {
  return {
    position: { x: Math.round(position.x), y: Math.round(position.y) },
    size: { width: Math.round(width), height: Math.round(height) },
  };
}
