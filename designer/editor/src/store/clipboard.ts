import { type Clip, copyNodes, pasteClip, readClip, wholeClip } from "../core/clipboard";
import { GRID } from "../core/geometry";
import { MOST_NODES } from "../core/limits";
import { chosenKeys } from "./chosen";
import type { DrawingActions } from "./shape/drawing";
import type { GetState, Services } from "./state";

type Copying = Pick<DrawingActions, "copy" | "cut" | "paste" | "pasteText" | "duplicate">;

export function clipboardActions(
  get: GetState,
  { t, clipboard }: Services,
  edit: DrawingActions["edit"],
): Copying {
  const chosen = () => copyNodes(get().graph, get().specs, chosenKeys(get()));
  const add = (clip: Clip | null) => {
    if (!clip) return;
    let ids: string[] = [];
    const pasted = edit((graph) => {
      const whole = pasteClip(graph, clip, 4 * GRID);
      ids = whole.ids;
      return whole.graph;
    });
    if (!pasted) return;
    get().select(ids);
    get().reveal(ids);
  };
  const copy = () => {
    const clip = chosen();
    if (!clip) return null;
    clipboard.write(clip);
    return JSON.stringify(clip);
  };

  return {
    copy,
    cut() {
      const text = copy();
      if (text !== null) get().removeSelected();
      return text;
    },
    pasteText(text) {
      const written = text ? readClip(text) : clipboard.read();
      if (!written) {
        if (text) get().toast("warning", t("nothingToPaste"));
        return;
      }
      const count = written.nodes.length;
      if (count > MOST_NODES) get().toast("warning", t("tooMany_nodes", { count, most: MOST_NODES }));
      else add(wholeClip(written, get().specs));
    },
    async paste() {
      get().pasteText((await clipboard.readSystem()) ?? "");
    },
    duplicate: () => add(chosen()),
  };
}
