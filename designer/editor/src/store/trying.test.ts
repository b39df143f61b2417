import { expect, test } from "vitest";
import { ApiError } from "../api/errors";
import type { TriedCall } from "../core/trying";
import { triedCall } from "../core/tryingFixture";
import type { Script } from "../core/tryingScript";
import { opened, Server } from "./fixture";

/** A server on which a call lasts until the caller hangs up; `asked` are the scripts that it got. */
function switchboard() {
  const server = new Server();
  const asked: Script[] = [];
  server.tries = (script) => {
    asked.push(script);
    const end = script.hang_up_s ?? 20;
    return { ...triedCall(), duration_s: end };
  };
  return { server, asked };
}

async function calling() {
  const { server, asked } = switchboard();
  const opening = await opened(server);
  await opening.editor().playCall({ at: "2026-11-24T13:00:00+01:00", caller: "" }, null);
  return { ...opening, asked };
}

test("a call goes along what is drawn, saved or not, by the company's clock", async () => {
  const { server, asked } = switchboard();
  const { editor } = await opened(server);
  editor().setLabel("ask", "Unsaved");
  expect(editor().placeCall()).toBe(true);
  await expect.poll(() => editor().tryAsking).toBe(false);
  expect(asked[0]?.at).toBe("2026-01-02T04:04:00+01:00");
  expect(asked[0]?.number).toBe("+4930");
  expect(editor().tried?.graph).toBe(editor().graph);
  expect(editor().webAsked).toHaveLength(1);
});

test("time passes up to the end, and then it can be stepped through", async () => {
  const { editor } = await calling();
  editor().seek(5);
  expect(editor().tryAt).toBe(0);
  editor().passTime(5);
  expect([editor().tryAt, editor().tryOver]).toEqual([5, false]);
  editor().skip();
  expect(editor().tryAt).toBe(8);
  editor().passTime(100);
  expect([editor().tryAt, editor().tryOver]).toEqual([20, true]);
  editor().seek(4);
  expect([editor().tryAt, editor().tryOver]).toEqual([4, true]);
});

test("a key is pressed at its moment, and the call goes on from there", async () => {
  const { editor, asked } = await calling();
  editor().passTime(2.34567);
  await editor().pressKey("1");
  await editor().pressKey("#");
  expect(asked.at(-1)?.press).toEqual([
    { key: "1", at_s: 2.346 },
    { key: "#", at_s: 2.346 },
  ]);
  expect([editor().tryAt, editor().tryOver]).toEqual([2.346, false]);
});

test("of keys that are pressed in haste, none is lost, and only the last answer counts", async () => {
  const { editor, server } = await calling();
  const answers: (() => void)[] = [];
  server.simulate = (_graph, script) =>
    new Promise<TriedCall>((resolve) => {
      answers.push(() => resolve({ ...triedCall(), path: (script.press ?? []).map(({ key }) => key) }));
    });
  const pressing = ["1", "2", "3"].map((key) => editor().pressKey(key));
  editor().passTime(9);
  expect(editor().tryAt).toBe(0);
  for (const answer of answers.toReversed()) answer();
  await Promise.all(pressing);
  expect(editor().tried?.call?.path).toEqual(["1", "2", "3"]);
  expect(editor().tryAsking).toBe(false);
});

test("hanging up ends the call at once", async () => {
  const { editor } = await calling();
  editor().passTime(6);
  await editor().hangUp();
  expect([editor().tryAt, editor().tryOver]).toEqual([6, true]);
});

test("a server that is gone holds the call, and nothing is lost", async () => {
  const { editor, server, asked } = await calling();
  editor().passTime(2);
  server.fail("offline");
  await editor().pressKey("1");
  expect(editor().tryTrouble?.trouble).toBe("offline");
  editor().passTime(2);
  expect(editor().tryAt).toBe(2);
  server.failing = null;
  await editor().askAgain();
  expect(editor().tryTrouble).toBeNull();
  expect(asked.at(-1)?.press).toEqual([{ key: "1", at_s: 2 }]);
});

test("a drawing that turns out to be faulty is not called, and its faults are shown", async () => {
  const { server } = switchboard();
  const { editor } = await opened(server);
  const fault = { code: "x", message: "Wrong", node: "ask", field: null, example: null };
  server.faults = [fault];
  server.tries = () => {
    throw new ApiError("invalid", "faults", [fault]);
  };
  await editor().playCall({ at: "", caller: "" }, null);
  expect(editor().tried).toBeNull();
  expect(editor().problems.get("ask")).toEqual([fault]);
});

test("an answer for a call that was left is dropped", async () => {
  const { server } = switchboard();
  const { editor } = await opened(server);
  const call = editor().playCall({ at: "", caller: "" }, null);
  editor().leaveCall();
  await call;
  expect([editor().tried, editor().tryAsking]).toEqual([null, false]);
});

test("a call is kept as a test with what it was and how it went", async () => {
  const { editor, server } = await calling();
  editor().passTime(100);
  await editor().saveTest("Anna");
  expect(server.saved).toEqual([
    {
      name: "Anna",
      given: { at: "2026-11-24T13:00:00+01:00", caller: "" },
      expected: { path: ["begin", "ask", "say"], bridged_to: "101", ended: "caller_hung_up" },
    },
  ]);
  await expect(editor().saveTest("Anna")).rejects.toMatchObject({ trouble: "conflict" });
});

test("the sound of a text is made once", async () => {
  const { server } = switchboard();
  server.tries = () => ({ ...triedCall(), unspoken: { "say:1": { language: "en", text: "Hi" } } });
  const { editor } = await opened(server);
  await editor().playCall({ at: "", caller: "" }, null);
  expect(await editor().soundOf("hello")).toBe("/sounds/hello");
  const address = await editor().soundOf("say:1");
  expect(address).toMatch(/^blob:/);
  expect(await editor().soundOf("say:1")).toBe(address);
});

test("a real phone is rung as somebody who calls from the number that was chosen, or from none", async () => {
  const { editor, server } = await opened();
  editor().choose({ caller: "+49301" });
  await editor().callMe("101");
  editor().choose({ withheld: true });
  await editor().callMe("102");
  expect(server.rung).toEqual(["101 +49301", "102 anonymous"]);
  server.fail("server");
  await expect(editor().callMe("101")).rejects.toBeInstanceOf(ApiError);
});

test("what was chosen and pressed is there again after a reload, and the call goes on where it was", async () => {
  const { editor, shelf } = await calling();
  editor().choose({ caller: "+49301", number: "+49999", people: { 101: "busy" } });
  editor().passTime(3);
  await editor().pressKey("1");
  editor().keepTry();
  const { server, asked } = switchboard();
  const again = (await opened(server, shelf)).editor;
  expect(again().choices).toMatchObject({ caller: "+49301", number: null, people: { 101: "busy" } });
  again().setLabel("ask", "Drawn since then");
  again().resumeTry();
  await expect.poll(() => again().tryAsking).toBe(false);
  expect(asked.map(({ press }) => press)).toEqual([[{ key: "1", at_s: 3 }]]);
  expect([again().tryAt, again().tryOver]).toEqual([3, false]);
  expect(again().tried?.graph).toBe(again().graph);
  again().resumeTry();
  expect(again().tryAsking).toBe(false);
});

test("nothing is kept of a flow that was never tried", async () => {
  const { editor, shelf } = await opened();
  editor().keepTry();
  expect(shelf.tried).toBeNull();
});
