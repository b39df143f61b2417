import { useEffect } from "react";
import { ARRANGE_KEYS } from "./canvas/ArrangeMenu";
import { useMiddle } from "./canvas/useMiddle";
import { ARRANGEMENTS } from "./core/align";
import { GRID } from "./core/geometry";
import type { Point } from "./core/graph";
import { FREE_OUTLET, goTo, NAME, OUTLET } from "./inspector/goTo";
import { MODES } from "./modes/modes";
import { PALETTE_SEARCH } from "./palette/Palette";
import { useEditorStore } from "./store/editor";
import type { EditorState } from "./store/state";

/** `middle` says where the middle of what is seen lies. */
type Command = (state: EditorState, middle: () => Point) => void;

const arrows: Readonly<Record<string, Point>> = {
  ArrowUp: { x: 0, y: -GRID },
  ArrowDown: { x: 0, y: GRID },
  ArrowLeft: { x: -GRID, y: 0 },
  ArrowRight: { x: GRID, y: 0 },
};

const withControl: Readonly<Record<string, Command>> = {
  z: (state) => state.undo(),
  Z: (state) => state.redo(),
  y: (state) => state.redo(),
  d: (state) => state.duplicate(),
  a: (state) => state.selectAll(),
};

const plain: Readonly<Record<string, Command>> = {
  Delete: (state) => state.removeSelected(),
  Backspace: (state) => state.removeSelected(),
  Escape: (state) => (state.wiring ? state.endWire() : state.select([])),
  F2: () => goTo(NAME),
  w: () => goTo(FREE_OUTLET, OUTLET),
  "/": () => goTo(PALETTE_SEARCH),
  "?": (state) => state.showDialog("shortcuts"),
  f: (state) => state.reveal([]),
  g: (state) => state.frame(),
  n: (state, middle) => state.addNote(middle()),
  p: (state) => state.toggleProblems(),
  ...Object.fromEntries(
    MODES.flatMap(({ name, key }): [string, Command][] =>
      key ? [[key, (state) => state.enter(state.mode === name ? null : name)]] : [],
    ),
  ),
  ...Object.fromEntries(
    ARRANGEMENTS.map((how): [string, Command] => [ARRANGE_KEYS[how], (state) => state.arrange(how)]),
  ),
};

/** The keys of the editor. They rest while a person types, in a dialog, and outside of the editor. */
export function useShortcuts(): void {
  const store = useEditorStore();
  const middle = useMiddle();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = commandFor(event, store.getState());
      if (!command) return;
      event.preventDefault();
      command(store.getState(), middle);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [store, middle]);
  useEffect(() => {
    const use = (event: ClipboardEvent) => {
      if (store.getState().dialog || !isForTheCanvas(event.target as HTMLElement)) return;
      exchange(event, store.getState());
    };
    for (const name of CLIPBOARD_EVENTS) document.addEventListener(name, use);
    return () => {
      for (const name of CLIPBOARD_EVENTS) document.removeEventListener(name, use);
    };
  }, [store]);
}

const CLIPBOARD_EVENTS = ["copy", "cut", "paste"] as const;

/** Copies, cuts and pastes by the events of the browser: they reach the system's clipboard without asking. */
function exchange(event: ClipboardEvent, state: EditorState): void {
  if (event.type === "paste") {
    event.preventDefault();
    state.pasteText(event.clipboardData?.getData("text/plain") ?? "");
    return;
  }
  if (!window.getSelection()?.isCollapsed) return;
  const text = event.type === "cut" ? state.cut() : state.copy();
  if (text === null) return;
  event.clipboardData?.setData("text/plain", text);
  event.preventDefault();
}

function commandFor(event: KeyboardEvent, { dialog }: EditorState): Command | undefined {
  if (event.altKey || event.defaultPrevented || dialog) return undefined;
  const target = event.target as HTMLElement;
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key.toLowerCase() === "s") return (state) => void state.save();
  if (control && event.key.toLowerCase() === "f" && isInEditor(target)) return openSearch;
  if (!isForTheCanvas(target)) return undefined;
  if (control) return withControl[event.shiftKey ? event.key.toUpperCase() : event.key];
  const by = arrows[event.key];
  // A focused block moves by itself; elsewhere in the editor the arrow keys belong to its controls.
  if (by) return isBeside(target) ? (state) => state.nudge(by) : undefined;
  return plain[event.key];
}

function openSearch(state: EditorState): void {
  state.find(true);
  document.querySelector<HTMLInputElement>("[data-find]")?.select();
}

/** A click beside all controls leaves the focus with whatever holds the editor: the body, or the page's main part. */
function isBeside(target: HTMLElement): boolean {
  return target.querySelector(".editor") !== null;
}

function isInEditor(target: HTMLElement): boolean {
  return isBeside(target) || target.closest(".editor") !== null;
}

function isForTheCanvas(target: HTMLElement): boolean {
  const isTyping = target.closest("input, textarea, select, [contenteditable=true]") !== null;
  return isInEditor(target) && !isTyping && target.closest("dialog") === null;
}
