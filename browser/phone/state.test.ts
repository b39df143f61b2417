import { expect, test } from "vitest";
import { after, called, dialled, type Happened, OFF, type Phone, screen } from "./state";

const WHO = { number: "+49301", name: "" };

function become(...happened: Happened[]): Phone {
  return happened.reduce(after, OFF);
}

const ready: Happened = { type: "line", line: "ready" };
const rings: Happened = { type: "rings", direction: "in", who: WHO };
const calls: Happened = { type: "rings", direction: "out", who: WHO };

test("each state has its screen", () => {
  expect(screen(OFF)).toBe("off");
  expect(screen(become({ type: "line", line: "opening" }))).toBe("opening");
  expect(screen(become(ready))).toBe("ready");
  expect(screen(become({ type: "line", line: "away" }))).toBe("ready");
  expect(screen(become({ type: "line", line: "taken" }))).toBe("moved");
  expect(screen(become({ type: "line", line: "signedOut" }))).toBe("moved");
  expect(screen(become(ready, rings))).toBe("ringing");
  expect(screen(become(ready, calls))).toBe("calling");
  expect(screen(become(ready, calls, { type: "talks", at: 1 }))).toBe("talking");
});

test("a call goes on when the line does not", () => {
  const phone = become(ready, rings, { type: "talks", at: 1 }, { type: "line", line: "away" });
  expect(screen(phone)).toBe("talking");
});

test("trouble switches the phone off and is gone with the next try", () => {
  const phone = become({ type: "line", line: "opening" }, { type: "trouble", trouble: "microphoneRefused" });
  expect([screen(phone), phone.trouble]).toEqual(["off", "microphoneRefused"]);
  expect(after(phone, { type: "line", line: "opening" }).trouble).toBeNull();
});

test("what happens in a call is kept in it, and how it ended afterwards", () => {
  const talking = become(
    ready,
    rings,
    { type: "pending" },
    { type: "talks", at: 5 },
    { type: "talks", at: 9 },
    { type: "muted", muted: true },
    { type: "key", key: "1" },
    { type: "key", key: "#" },
  );
  expect(talking.call).toMatchObject({ since: 5, muted: true, keys: "1#", pending: false });
  const over = after(talking, { type: "ended", ending: "hungUp" });
  expect([over.call, over.last]).toEqual([null, { who: WHO, ending: "hungUp", direction: "in" }]);
  expect(after(over, rings).last).toBeNull();
});

test("without a call nothing of a call happens", () => {
  const phone = become(ready);
  for (const happened of [
    { type: "talks", at: 1 },
    { type: "muted", muted: true },
    { type: "ended", ending: "busy" },
  ] as Happened[])
    expect(after(phone, happened)).toEqual(phone);
});

test("only the last keys are shown", () => {
  const phone = become(ready, calls, ...Array<Happened>(30).fill({ type: "key", key: "7" }));
  expect(phone.call?.keys).toBe("7".repeat(20));
});

test("numbers are dialled as people write them", () => {
  expect(dialled(" +49 (30) 555-010 ")).toBe("+4930555010");
  expect(dialled("*21#")).toBe("*21#");
  for (const wrong of ["", "  ", "Anna", "49+30", "+", "1".repeat(31)]) expect(dialled(wrong)).toBeNull();
});

test("a caller has a name, a number, both or neither", () => {
  expect(called({ number: "101", name: "Anna" }, "?")).toBe("Anna (101)");
  expect(called({ number: "101", name: "101" }, "?")).toBe("101");
  expect(called({ number: "101", name: "" }, "?")).toBe("101");
  expect(called({ number: "anonymous", name: "Sales" }, "?")).toBe("Sales");
  expect(called({ number: "anonymous", name: "" }, "?")).toBe("?");
});
