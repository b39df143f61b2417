import { arrange } from "../core/align";
import { moveNodes } from "../core/edit";
import type { Box } from "../core/geometry";
import { boxOf } from "../core/geometry";
import type { Note } from "../core/graph";
import { addNote, changeNote, frameOf, moveNotes, NOTE_SIZE, noteBox, noteKey } from "../core/notes";
import { chosenKeys } from "./chosen";
import { mayDraw } from "./overlay";
import type { DrawingActions } from "./shape/drawing";
import type { ToolsActions, ToolsState } from "./shape/tools";
import type { EditorState, GetState, Services, SetState } from "./state";

export const emptyTools: ToolsState = { writing: null, finding: false, wiring: null };

export function toolsActions(set: SetState, get: GetState, { t }: Services): ToolsActions {
  const edit: DrawingActions["edit"] = (change, tag) => get().edit(change, tag);
  const draw = (box: Box, color: Note["color"]) => {
    let key = "";
    const drawn = edit((graph) => {
      const added = addNote(graph, box, color);
      key = added.key;
      return added.graph;
    });
    if (!drawn) return;
    get().select([key]);
    set({ writing: key, announcement: t("noteAdded") });
  };

  return {
    addNote: ({ x, y }) =>
      draw({ ...NOTE_SIZE, x: x - NOTE_SIZE.width / 2, y: y - NOTE_SIZE.height / 2 }, "yellow"),
    frame() {
      const frame = frameOf([...chosenBoxes(get()).values()]);
      if (frame) draw(frame, "blue");
    },
    write: (writing) => set({ writing }),
    setNote: (id, change) =>
      edit((graph) => changeNote(graph, id, change), `note ${id} ${Object.keys(change).join(" ")}`),
    arrange(how) {
      const boxes = chosenBoxes(get());
      const places = arrange(boxes, how);
      if (edit((graph) => moveNotes(moveNodes(graph, places), places))) set({ announcement: t("arranged") });
    },
    find: (finding) => set({ finding }),
    beginWire(from, outlet) {
      if (mayDraw(get())) set({ wiring: { from, outlet } });
    },
    endWire(to) {
      const { wiring } = get();
      if (wiring === null || to === wiring.from) return;
      set({ wiring: null });
      if (to === undefined) return;
      get().lead(wiring.from, wiring.outlet, to);
      get().select([wiring.from]);
    },
  };
}

/** The chosen blocks and notes as boxes, by their keys. */
export function chosenBoxes({ graph, specs, nodes, notes }: EditorState): Map<string, Box> {
  const keys = chosenKeys({ nodes, notes });
  const blocks = graph.nodes.flatMap((node): [string, Box][] =>
    keys.has(node.id) ? [[node.id, boxOf(specs, node)]] : [],
  );
  const areas = (graph.notes ?? []).flatMap((note): [string, Box][] =>
    keys.has(noteKey(note.id)) ? [[noteKey(note.id), noteBox(note)]] : [],
  );
  return new Map([...blocks, ...areas]);
}
