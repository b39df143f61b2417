/** What is looked at before a draft is published: what is different, its tests, and what became of real calls. */

import { ApiError } from "../api/errors";
import type { TestOutcome } from "../api/versions";
import { shownBy } from "../core/tryingTime";
import type { Findings, Part, PartState, Review, ReviewActions, ReviewState } from "./shape/review";
import type { EditorState, GetState, Services, SetState } from "./state";

const DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

const WAITING = { state: "waiting" } as const;
export const emptyReview: ReviewState = {
  review: { difference: WAITING, tests: WAITING, verify: WAITING, replay: WAITING },
};

const PARTS: readonly Part[] = ["difference", "tests", "verify", "replay"];

export function reviewActions(set: SetState, get: GetState, { api, now, zone }: Services): ReviewActions {
  let reviews = 0;

  const ask: { [P in Part]: () => Promise<Findings[P]> } = {
    async difference() {
      const { publishedVersion } = get();
      return publishedVersion === null ? null : (await api.compare(publishedVersion, "draft")).changes;
    },
    tests: () => api.runTests(),
    verify: () => api.verify(get().graph),
    async replay() {
      const days = lastDays(zone, now());
      return { ...(await api.replay(days.from, days.to)), ...days };
    },
  };

  const put = (part: Part, state: PartState<Findings[Part]>) =>
    set({ review: { ...get().review, [part]: state } as Review });

  const look = async <P extends Part>(part: P) => {
    const mine = reviews;
    put(part, { state: "running" });
    const state = await ask[part]().then(
      (found): PartState<Findings[P]> => ({ state: "done", found }),
      failedState,
    );
    if (mine === reviews) put(part, state);
  };

  return {
    async beginReview() {
      reviews++;
      set(emptyReview);
      await get().settled();
      if (!(await get().save())) return;
      await Promise.all([look("difference"), get().check().then(lookAtCalls)]);
    },
    reviewPart: look,
    reportRed(red) {
      const { tests } = get().review;
      const green = tests.state === "done" ? tests.found.tests.filter(({ name }) => !isIn(red, name)) : [];
      const found = { passed: false, tests: [...red, ...green] };
      set({ dialog: "publish", review: { ...get().review, tests: { state: "done", found } } });
    },
  };

  /** What needs a draft that calls can go through. */
  async function lookAtCalls(): Promise<void> {
    const parts = PARTS.filter((part) => part !== "difference");
    if (hasFaults(get())) for (const part of parts) put(part, { state: "faulty" });
    else await Promise.all(parts.map(look));
  }
}

function failedState(error: unknown): PartState<never> {
  if (!(error instanceof ApiError)) throw error;
  if (error.trouble === "missing") return { state: "absent" };
  return error.diagnostics ? { state: "faulty" } : { state: "failed", trouble: error };
}

function isIn(outcomes: readonly TestOutcome[], name: string): boolean {
  return outcomes.some((outcome) => outcome.name === name);
}

function hasFaults({ diagnostics, checkFailed }: EditorState): boolean {
  return diagnostics.length > 0 && !checkFailed;
}

/** What is known to hold publishing up. */
export function heldUpBy(state: EditorState): "problems" | "tests" | null {
  if (hasFaults(state)) return "problems";
  const { tests } = state.review;
  return tests.state === "done" && !tests.found.passed ? "tests" : null;
}

/** The last days up to today, by the company's clock. */
export function lastDays(zone: string, now: Date): { from: string; to: string } {
  const to = shownBy(zone, now).slice(0, "2026-11-24".length);
  const first = new Date(Date.parse(to) - (DAYS - 1) * DAY_MS);
  return { from: first.toISOString().slice(0, to.length), to };
}
