import type { Connection, EdgeChange, NodeChange } from "@xyflow/react";
import type { Api, Published } from "../api/client";
import type { Clipboard, Copies, SafetyCopy, Tries } from "../api/copies";
import type { ApiError } from "../api/errors";
import type { References, Specs } from "../core/catalogue";
import type { SizeOf } from "../core/geometry";
import type { FlowGraph, Point, Wire } from "../core/graph";
import type { History } from "../core/history";
import type { Diagnostic, Problems } from "../core/problems";
import type { CanvasNode, CanvasNote, CanvasWire } from "../core/view";
import type { Translate } from "../i18n";
import type { CautionsActions, CautionsState } from "./cautions";
import type { CompanyActions } from "./company";
import type { OverlayActions, OverlayState } from "./overlay";
import type { ReviewActions, ReviewState } from "./review";
import type { ToolsActions, ToolsState } from "./tools";
import type { TrafficActions, TrafficState } from "./traffic";
import type { TryingActions, TryingState } from "./trying";
import type { VersionsActions, VersionsState } from "./versions";

/** What the editor needs from outside; tests give their own. */
export interface Services {
  api: Api;
  copies: Copies;
  tries: Tries;
  clipboard: Clipboard;
  now: () => Date;
  /** The company's time zone. */
  zone: string;
  t: Translate;
}

export interface DrawingState {
  specs: Specs;
  references: References;
  graph: FlowGraph;
  history: History<FlowGraph>;
  nodes: CanvasNode[];
  notes: CanvasNote[];
  wires: CanvasWire[];
  wired: ReadonlyMap<string, readonly string[]>;
  /**
   * Asks the canvas to bring these nodes into view (all of them when empty; `first`: as a drawing is opened); a new
   * object is a new wish.
   */
  wish: { ids: readonly string[]; centre: boolean; first?: boolean } | null;
  /** What a screen reader is told. */
  announcement: string;
}

export interface DrawingActions {
  /** Shows a drawing as read from the server, without a step to undo. */
  open(graph: FlowGraph): void;
  /** True when the drawing is another one now. */
  edit(change: (graph: FlowGraph) => FlowGraph, tag?: string): boolean;
  seal(): void;
  undo(): void;
  redo(): void;
  changeNodes(changes: NodeChange<CanvasNode | CanvasNote>[]): void;
  changeWires(changes: EdgeChange<CanvasWire>[]): void;
  connect(connection: Connection): void;
  reconnect(wire: Wire, connection: Connection): void;
  /** Sets where an outlet leads; an empty id frees it. */
  lead(from: string, outlet: string, to: string): void;
  setLabel(id: string, label: string): void;
  setSetting(id: string, name: string, value: unknown): void;
  /** Chooses blocks and notes by what they are called on the canvas, and wires. */
  select(nodes: readonly string[], wires?: readonly string[]): void;
  selectAll(): void;
  /** Brings nodes into view, into its middle if `centre`; all nodes when there are none. */
  reveal(ids: readonly string[], centre?: boolean): void;
  /** Moves the selected nodes and notes by a distance. */
  nudge(by: Point): void;
  removeSelected(): void;
  /** Keeps what is selected for pasting; returns it as a text, or null when none of it can be copied. */
  copy(): string | null;
  cut(): string | null;
  /** Pastes what a text holds, or what was copied last when there is none; says when it is nothing to paste. */
  pasteText(text: string): void;
  /** Pastes from the system's clipboard where the browser allows it, else what was copied last. */
  paste(): Promise<void>;
  duplicate(): void;
  /** Adds a node after the selected one and wires it, or else near `centre`. */
  addAfterSelection(type: string, centre: Point): void;
  /** Adds a node at a place: into the middle of `wire`, or led to by `from`. */
  addAt(type: string, place: Point, link?: { wire: Wire } | { from: string; outlet: string }): void;
  addTarget(type: string, from: string, outlet: string): void;
  /** Adds a node behind an outlet: between it and where it led, if it led anywhere. */
  insertAfter(type: string, from: string, outlet: string): void;
  tidy(sizeOf: SizeOf): Promise<void>;
}

export type Dialog = "conflict" | "recover" | "publish" | "rollBack" | "shortcuts";

export interface Toast {
  id: number;
  tone: "success" | "warning" | "danger";
  text: string;
}

export interface SessionState {
  phase: "loading" | "ready" | "failed";
  flowId: number | string;
  /** The drawing that the server holds; the same object as `graph` when nothing is unsaved. */
  savedGraph: FlowGraph | null;
  revision: number;
  numbers: readonly string[];
  publishedVersion: number | null;
  busy: "saving" | "publishing" | null;
  /** Why loading, saving or publishing failed last. */
  trouble: ApiError | null;
  diagnostics: readonly Diagnostic[];
  problems: Problems;
  checkFailed: boolean;
  showProblems: boolean;
  dialog: Dialog | null;
  /** A drawing that this browser kept and the server does not have. */
  keptCopy: SafetyCopy | null;
  toasts: readonly Toast[];
}

export interface SessionActions {
  load(): Promise<void>;
  /** Runs one request to the end; false when it failed, with the reason on show. */
  attempt(busy: SessionState["busy"], work: () => Promise<void>): Promise<boolean>;
  check(): Promise<void>;
  /** Keeps the drawing in this browser while the server does not have it. */
  keepCopy(): void;
  /** Once no request of `attempt` runs. */
  settled(): Promise<void>;
  /** True when the server holds the drawing. */
  save(): Promise<boolean>;
  publish(note?: string): Promise<void>;
  /** Shows what the server holds now, as a step that can be undone. */
  takeOver(): Promise<void>;
  keepMine(): Promise<void>;
  loadTheirs(): Promise<void>;
  restoreCopy(): void;
  discardCopy(): void;
  showDialog(dialog: Dialog | null): void;
  toggleProblems(shown?: boolean): void;
  toast(tone: Toast["tone"], text: string): void;
  dismiss(id: number): void;
  reportPublished(result: Published): void;
}

export type EditorState = DrawingState &
  DrawingActions &
  SessionState &
  SessionActions &
  OverlayState &
  OverlayActions &
  ToolsState &
  ToolsActions &
  CompanyActions &
  ReviewState &
  ReviewActions &
  TrafficState &
  TrafficActions &
  TryingState &
  TryingActions &
  CautionsState &
  CautionsActions &
  VersionsState &
  VersionsActions;
export type SetState = (part: Partial<EditorState>) => void;
export type GetState = () => EditorState;
