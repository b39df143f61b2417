import type { SafetyCopy } from "../../api/copies";
import type { ApiError } from "../../api/errors";
import type { Published } from "../../api/versions";
import type { FlowGraph } from "../../core/graph";
import type { Diagnostic, Problems } from "../../core/problems";

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
