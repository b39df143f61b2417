import { describe, expect, it } from "vitest";
import { ApiError } from "../api/errors";
import { drawing } from "../core/fixture";
import { labelOf, opened, Server } from "./fixture";
import { heldUpBy, lastDays } from "./review";

const GREEN = { name: "By day", passed: true, wrong: [] };
const RED = { name: "At night", passed: false, wrong: ["nobody is heard"] };
const FAULT = { code: "empty", message: "nothing chosen", node: "say", field: "text", example: null };

async function reviewed(change: (server: Server) => void = () => undefined) {
  const server = new Server();
  change(server);
  const all = await opened(server);
  await all.editor().beginReview();
  const states = () => Object.values(all.editor().review).map(({ state }) => state);
  return { ...all, states };
}

describe("a review before publishing", () => {
  it("looks at every part; what the server does not have is absent", async () => {
    const { editor, states } = await reviewed();
    expect(states()).toEqual(["done", "done", "absent", "done"]);
    expect(editor().review.difference).toEqual({ state: "done", found: null });
    expect(editor().review.replay).toMatchObject({ found: { from: "2025-12-27", to: "2026-01-02" } });
    expect(heldUpBy(editor())).toBeNull();
  });

  it("tells what is different from the version in force", async () => {
    const { editor } = await reviewed((server) => {
      server.published = [{ graph: drawing(), note: "" }];
      server.version = 1;
      server.changes = [{ kind: "added", node: "say", sentence: "say is new" }];
    });
    expect(editor().review.difference).toMatchObject({ found: [{ sentence: "say is new" }] });
  });

  it("is of what is drawn, which is saved first", async () => {
    const { editor, server } = await opened();
    editor().setLabel("say", "Words");
    await editor().beginReview();
    expect(labelOf(server.graph, "say")).toBe("Words");
  });

  it("lets no call go through a drawing with faults", async () => {
    const { editor, states } = await reviewed((server) => {
      server.faults = [FAULT];
    });
    expect(states()).toEqual(["done", "faulty", "faulty", "faulty"]);
    expect(heldUpBy(editor())).toBe("problems");
  });

  it("that fails in one part says so there, can be asked again, and holds nothing up", async () => {
    const { editor, server } = await opened();
    const { runTests } = server;
    server.runTests = () => Promise.reject(new ApiError("server", "it broke"));
    await editor().beginReview();
    expect(editor().review.tests).toMatchObject({ state: "failed", trouble: { trouble: "server" } });
    expect([editor().review.replay.state, heldUpBy(editor())]).toEqual(["done", null]);
    server.runTests = runTests;
    await editor().reviewPart("tests");
    expect(editor().review.tests.state).toBe("done");
  });

  it("that can not save begins nothing, and says why", async () => {
    const { editor, server } = await opened();
    editor().setLabel("say", "Words");
    server.fail("offline");
    await editor().beginReview();
    expect([editor().review.tests.state, editor().trouble?.trouble]).toEqual(["waiting", "offline"]);
  });

  it("is held up by red tests", async () => {
    const { editor } = await reviewed((server) => {
      server.tests = [GREEN, RED];
    });
    expect(heldUpBy(editor())).toBe("tests");
  });
});

describe("publishing", () => {
  it("gives the version its note", async () => {
    const { editor, server } = await opened();
    await editor().publish("For the summer");
    expect(server.published.map(({ note }) => note)).toEqual(["For the summer"]);
  });

  it("that tests hold up unexpectedly shows them in the dialog, where nothing is lost", async () => {
    const { editor, server } = await reviewed((server) => {
      server.tests = [GREEN];
    });
    editor().showDialog("publish");
    server.tests = [GREEN, RED];
    await editor().publish("For the summer");
    expect(editor().review.tests).toEqual({ state: "done", found: { passed: false, tests: [RED, GREEN] } });
    expect([editor().dialog, editor().trouble, heldUpBy(editor())]).toEqual(["publish", null, "tests"]);
    expect(server.version).toBeNull();
  });
});

it("the last days end with the company's today, wherever the browser is, and are seven", () => {
  const late = new Date("2026-03-03T23:30:00Z");
  expect(lastDays("UTC", late)).toEqual({ from: "2026-02-25", to: "2026-03-03" });
  expect(lastDays("Europe/Berlin", late)).toEqual({ from: "2026-02-26", to: "2026-03-04" });
  expect(lastDays("America/New_York", new Date("2026-03-04T02:00:00Z")).to).toBe("2026-03-03");
});
