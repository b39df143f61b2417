import type { Arrangement } from "../../core/align";
import type { Note, Point } from "../../core/graph";

export interface ToolsState {
  /** The note whose text is being written on the canvas, by its key. */
  writing: string | null;
  /** Whether the search for a block is open. */
  finding: boolean;
  /** The outlet whose wire shall lead to the block that is tapped next. */
  wiring: { from: string; outlet: string } | null;
}

export interface ToolsActions {
  /** Adds an empty note with its middle at a place, and begins to write it. */
  addNote(centre: Point): void;
  /** Draws an area around what is chosen. */
  frame(): void;
  write(key: string | null): void;
  setNote(id: string, change: Partial<Omit<Note, "id">>): void;
  arrange(how: Arrangement): void;
  find(open: boolean): void;
  beginWire(from: string, outlet: string): void;
  /** Draws the wire that was begun to a block; without one, it is given up. */
  endWire(to?: string): void;
}
