import type { EditorState } from "./state";

/** The chosen blocks and notes, by what they are called on the canvas. */
export function chosenKeys({ nodes, notes }: Pick<EditorState, "nodes" | "notes">): Set<string> {
  return new Set([...nodes, ...notes].flatMap((shown) => (shown.selected ? [shown.id] : [])));
}
