import type { Connection, EdgeChange, NodeChange } from "@xyflow/react";
import type { References, Specs } from "../../core/catalogue";
import type { SizeOf } from "../../core/geometry";
import type { FlowGraph, Point, Wire } from "../../core/graph";
import type { History } from "../../core/history";
import type { CanvasNode, CanvasNote, CanvasWire } from "../../core/view";

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
   * object is a new request.
   */
  viewRequest: { ids: readonly string[]; centre: boolean; first?: boolean } | null;
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
