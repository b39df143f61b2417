import type { Diagnostic } from "../core/problems";
import type { TestOutcome } from "./versions";

export type Trouble =
  /** Signed out, or the CSRF token belongs to an older session: the portal answers 401 or 400. */
  | "session"
  /** No answer at all. */
  | "offline"
  /** Still no answer after a time in which there should be one. */
  | "slow"
  /** Somebody else saved in between. */
  | "conflict"
  /** The server understood the drawing and refuses it. */
  | "invalid"
  | "forbidden"
  | "missing"
  /** The server failed, or answered what nobody understands. */
  | "server";

export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly trouble: Trouble,
    message: string,
    readonly diagnostics: readonly Diagnostic[] | null = null,
    /** The revision that the server holds, for a conflict. */
    readonly revision: number | null = null,
    /** Tests that hold publishing up. */
    readonly red: readonly TestOutcome[] | null = null,
  ) {
    super(message);
  }
}

/** What an answer other than 2xx means. `body` is its JSON, or null when it has none. */
export function errorFrom(status: number, body: unknown): ApiError {
  const { error, diagnostics, revision, tests } = (body ?? {}) as {
    error?: { code?: string; message?: string };
    diagnostics?: Diagnostic[];
    revision?: number;
    tests?: TestOutcome[];
  };
  const message = error?.message ?? `HTTP ${status}`;
  return new ApiError(
    troubleFrom(status),
    message,
    Array.isArray(diagnostics) ? diagnostics : null,
    typeof revision === "number" ? revision : null,
    error?.code === "tests" && Array.isArray(tests) ? tests : null,
  );
}

function troubleFrom(status: number): Trouble {
  if (status === 401 || status === 400) return "session";
  if (status === 403) return "forbidden";
  if (status === 404) return "missing";
  if (status === 409) return "conflict";
  if (status === 413 || status === 422) return "invalid";
  if (status === 502 || status === 504) return "offline";
  return "server";
}
