import { expect, test } from "vitest";
import {
  AGAIN_MS,
  ANSWER_IN_CALL_MS,
  ANSWER_MS,
  ASK_MS,
  begin,
  CONNECT_MS,
  type Deed,
  type Noticed,
  notice,
  SETTLED_MS,
} from "./watch";

/** What is done about each of these, in turn: [what is noticed, milliseconds after the one before]. */
function deeds(...story: [Noticed, number][]): Deed[] {
  let watch = begin(0);
  let now = 0;
  return story.map(([noticed, later]) => {
    now += later;
    const [after, deed] = notice(watch, noticed, now);
    watch = after;
    return deed;
  });
}

const tick: Noticed = { type: "tick", inCall: false };
const inCall: Noticed = { type: "tick", inCall: true };
const woke: Noticed = { type: "woke" };
const connected: Noticed = { type: "connected" };
const down: Noticed = { type: "down" };
const here: Noticed = { type: "answer", rings: true };
const elsewhere: Noticed = { type: "answer", rings: false };

test("the exchange is asked soon after a connection, and again and again", () => {
  expect(deeds([connected, 0], [tick, SETTLED_MS - 1], [tick, 1])).toEqual([null, null, "ask"]);
  const asked = deeds(
    [connected, 0],
    [tick, SETTLED_MS],
    [here, 100],
    [tick, ASK_MS - 1],
    [tick, 1],
    [here, 9],
  );
  expect(asked).toEqual([null, "ask", null, null, "ask", null]);
});

test("a silent connection is given up", () => {
  const story = deeds([connected, 0], [tick, SETTLED_MS], [tick, ANSWER_MS - 1], [tick, 1]);
  expect(story).toEqual([null, "ask", null, "reconnect"]);
});

test("a call is not cut off for a short silence", () => {
  const story = deeds(
    [connected, 0],
    [inCall, SETTLED_MS],
    [inCall, ANSWER_MS],
    [here, 1],
    [inCall, ASK_MS],
    [inCall, ANSWER_IN_CALL_MS],
  );
  expect(story).toEqual([null, "ask", null, null, "ask", "reconnect"]);
});

test("who is not rung here registers again, and asks whether that did it", () => {
  const story = deeds([connected, 0], [tick, SETTLED_MS], [elsewhere, 1], [tick, AGAIN_MS], [here, 1]);
  expect(story).toEqual([null, "ask", "register", "ask", null]);
});

test("a page that wakes up asks at once, but not twice", () => {
  expect(deeds([connected, 0], [woke, 1], [woke, 1])).toEqual([null, "ask", null]);
});

test("a night's sleep ends in a question and, without an answer, in a new connection", () => {
  const night = 8 * 3600 * 1000;
  const story = deeds([connected, 0], [tick, SETTLED_MS], [here, 1], [tick, night], [tick, ANSWER_MS]);
  expect(story).toEqual([null, "ask", null, "ask", "reconnect"]);
});

test("a connection that does not come about is tried anew", () => {
  const story = deeds([connected, 0], [down, 1], [tick, CONNECT_MS - 1], [tick, 1], [tick, CONNECT_MS]);
  expect(story).toEqual([null, null, null, "reconnect", "reconnect"]);
});

test("nothing is asked without a connection", () => {
  expect(deeds([woke, 1], [tick, 1], [connected, 1], [down, 1], [woke, 1])).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
