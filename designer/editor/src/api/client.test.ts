import { afterEach, expect, it, vi } from "vitest";
import { drawing } from "../core/fixture";
import { createApi } from "./client";
import { ApiError } from "./errors";

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const page = (status: number) => new Response("<h1>", { status, headers: { "Content-Type": "text/html" } });

/** An API whose server gives these answers, in turn; a null is no answer at all. */
function api(...answers: (Response | null)[]) {
  const asked: { path: string; init: RequestInit; token: string | undefined }[] = [];
  let token = "old";
  const made = createApi("7", {
    async fetch(path, init) {
      asked.push({ path, init, token: (init.headers as Record<string, string>)["X-CSRFToken"] });
      const answer = answers.shift();
      if (!answer) throw new TypeError("Failed to fetch");
      return answer;
    },
    csrfToken: () => token,
    async renewToken() {
      token = "new";
      return true;
    },
  });
  return { ...made, asked };
}

const trouble = (answer: Promise<unknown>) =>
  answer.then(
    () => "none",
    (error) => (error instanceof ApiError ? error.trouble : error),
  );

it("saves with the revision that was drawn upon, and the session's token", async () => {
  const { saveDraft, asked } = api(json(200, { revision: 5, diagnostics: [] }));
  expect(await saveDraft(drawing(), 4)).toEqual({ revision: 5, diagnostics: [] });
  expect(asked[0]).toMatchObject({ path: "/api/flows/7/draft", token: "old", init: { method: "PUT" } });
  expect(JSON.parse(String(asked[0]?.init.body))).toEqual({ graph: drawing(), revision: 4 });
});

it.each([
  [401, "session"],
  [400, "session"],
  [403, "forbidden"],
  [404, "missing"],
  [409, "conflict"],
  [422, "invalid"],
  [413, "invalid"],
  [500, "server"],
  [502, "offline"],
])("%i means %s", async (status, meaning) => {
  expect(await trouble(api(json(status, {})).flow())).toBe(meaning);
});

it("no answer means offline, and a page instead of JSON is no success", async () => {
  expect(await trouble(api(null).flow())).toBe("offline");
  expect(await trouble(api(page(200)).flow())).toBe("server");
  expect(await trouble(api(page(502)).flow())).toBe("offline");
});

it("a conflict tells the server's revision, a refusal its faults", async () => {
  const conflict = await api(json(409, { revision: 9 }))
    .publish(1, "")
    .catch((error: ApiError) => error);
  expect(conflict).toMatchObject({ trouble: "conflict", revision: 9 });
  const faults = [{ code: "empty" }];
  const refusal = await api(json(422, { diagnostics: faults, error: { message: "no" } }))
    .publish(1, "")
    .catch((error: ApiError) => error);
  expect(refusal).toMatchObject({ trouble: "invalid", message: "no", diagnostics: faults, red: null });
});

it("red tests are told by the refusal to publish, and by no other", async () => {
  const red = [{ name: "At night", passed: false, wrong: ["nobody is heard"] }];
  const refused = (code: string) =>
    api(json(422, { error: { code, message: "no" }, tests: red }))
      .publish(1, "")
      .catch((error: ApiError) => error);
  expect(await refused("tests")).toMatchObject({ trouble: "invalid", red });
  expect(await refused("faults")).toMatchObject({ red: null });
});

/** An API whose server never answers, or begins an answer that never ends. */
function silent(begins: boolean) {
  return createApi("7", {
    fetch: (_path, { signal }) =>
      new Promise((resolve, reject) => {
        const end = (then: (error: DOMException) => void) =>
          signal?.addEventListener("abort", () => then(new DOMException("aborted", "AbortError")));
        const body = new ReadableStream({ start: (stream) => end((error) => stream.error(error)) });
        if (begins) resolve(new Response(body, { headers: { "Content-Type": "application/json" } }));
        else end(reject);
      }),
    csrfToken: () => "",
    renewToken: async () => true,
  });
}

afterEach(() => {
  vi.useRealTimers();
});

it.each([false, true])(
  "a server that does not answer is waited for 15 s, however it begins (%s)",
  async (begins) => {
    vi.useFakeTimers();
    const saving = trouble(silent(begins).saveDraft(drawing(), 1));
    await vi.advanceTimersByTimeAsync(14_900);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(await saving).toBe("slow");
  },
);

it("what takes long is waited for longer, and no timer is left behind", async () => {
  vi.useFakeTimers();
  const replaying = trouble(silent(false).replay("2026-11-23", "2026-11-24"));
  await vi.advanceTimersByTimeAsync(119_000);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(await replaying).toBe("slow");
  expect(vi.getTimerCount()).toBe(0);
});

it("a token that has grown old is renewed once", async () => {
  const works = api(json(400, {}), json(200, { revision: 2, diagnostics: [] }));
  await works.saveDraft(drawing(), 1);
  expect(works.asked.map((request) => request.token)).toEqual(["old", "new"]);
  const fails = api(json(400, {}), json(400, {}));
  expect(await trouble(fails.saveDraft(drawing(), 1))).toBe("session");
  expect(fails.asked).toHaveLength(2);
});
