import { expect, test } from "vitest";
import type { Finding, Verified } from "../api/versions";
import { triedCall } from "../core/tryingFixture";
import { opened, Server } from "./fixture";

const found = (...findings: Partial<Finding>[]): Verified => ({
  findings: findings.map((part) => ({
    code: "endless",
    message: "It never ends.",
    node: "ask",
    script: null,
    ...part,
  })),
  worst_s_to_person: null,
  complete: true,
  note: "",
});

test("what can happen to callers stands at its block, that of a sub-flow at the block that calls it", async () => {
  const server = new Server();
  server.verified = found({}, { node: "say/menu" }, { node: null });
  const { editor } = await opened(server);
  await editor().lookThrough();
  expect(editor().cautions).toHaveLength(3);
  expect([...editor().cautionsAt.keys()]).toEqual(["ask", "say"]);
});

test("a drawing with faults has no cautions, and is not looked through", async () => {
  const server = new Server();
  server.verified = found({});
  const { editor } = await opened(server);
  await editor().lookThrough();
  server.faults = [{ code: "x", message: "Wrong", node: "ask", field: null, example: null }];
  await editor().check();
  server.verify = async () => expect.unreachable();
  await editor().lookThrough();
  expect(editor().cautions).toEqual([]);
});

test("an answer about what is no longer drawn is dropped", async () => {
  const server = new Server();
  server.verified = found({});
  const { editor } = await opened(server);
  const look = editor().lookThrough();
  editor().setLabel("ask", "Another");
  await look;
  expect(editor().cautions).toEqual([]);
});

test("a server that cannot look through says nothing wrong, and what was found stays", async () => {
  const server = new Server();
  server.verified = found({});
  const { editor } = await opened(server);
  await editor().lookThrough();
  server.fail("server");
  await editor().lookThrough();
  expect([editor().cautions.length, editor().cautionsFailed]).toEqual([1, true]);
  server.failing = null;
  await editor().lookThrough();
  expect(editor().cautionsFailed).toBe(false);
});

test("a call shows what was found", async () => {
  const server = new Server();
  const script = { at: "2026-11-24T13:00:00+01:00", caller: "" };
  server.tries = () => triedCall();
  const { editor } = await opened(server);
  editor().playCaution(found({ script }).findings[0] as Finding);
  expect(editor().mode).toBe("try");
  expect(editor().tried).toMatchObject({ script, shows: "It never ends." });
});
