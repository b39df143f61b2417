import { useEffect } from "react";
import { GRID } from "./core/geometry";
import { useEditorStore } from "./store/editor";
import type { EditorState } from "./store/state";

type Command = (state: EditorState) => void;

const arrows: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowUp: { x: 0, y: -GRID },
  ArrowDown: { x: 0, y: GRID },
  ArrowLeft: { x: -GRID, y: 0 },
  ArrowRight: { x: GRID, y: 0 },
};

const withControl: Readonly<Record<string, Command>> = {
  z: (state) => state.undo(),
  Z: (state) => state.redo(),
  y: (state) => state.redo(),
  c: (state) => state.copy(),
  v: (state) => state.paste(),
  d: (state) => state.duplicate(),
  a: (state) => state.selectAll(),
};

const plain: Readonly<Record<string, Command>> = {
  Delete: (state) => state.removeSelected(),
  Backspace: (state) => state.removeSelected(),
  Escape: (state) => state.select([]),
  F2: () => document.querySelector<HTMLElement>("[data-inspector-first]")?.focus(),
  "/": () => document.querySelector<HTMLElement>("[data-palette-search]")?.focus(),
  "?": (state) => state.showDialog("shortcuts"),
  f: (state) => state.reveal([]),
  p: (state) => state.toggleProblems(),
};

/** The keys of the editor. They rest while a person types, in a dialog, and outside of the editor. */
export function useShortcuts(): void {
  const store = useEditorStore();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = commandFor(event, store.getState());
      if (!command) return;
      event.preventDefault();
      command(store.getState());
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [store]);
}

function commandFor(event: KeyboardEvent, { dialog }: EditorState): Command | undefined {
  if (event.altKey || event.defaultPrevented || dialog) return undefined;
  const target = event.target as HTMLElement;
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key.toLowerCase() === "s") return (state) => void state.save();
  // A click beside all controls leaves the focus with whatever holds the editor: the body, or the page's main part.
  const beside = target.querySelector(".editor") !== null;
  if (!(beside || target.closest(".editor")) || isTyping(target)) return undefined;
  if (control && event.key === "c" && !window.getSelection()?.isCollapsed) return undefined;
  if (control) return withControl[event.shiftKey ? event.key.toUpperCase() : event.key];
  const by = arrows[event.key];
  // A focused block moves by itself; elsewhere in the editor the arrow keys belong to its controls.
  if (by) return beside ? (state) => state.nudge(by) : undefined;
  return plain[event.key];
}

function isTyping(target: HTMLElement): boolean {
  return target.closest("input, textarea, select, [contenteditable=true]") !== null;
}
