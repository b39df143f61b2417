import { expect, test } from "vitest";
import {
  drawnBlock,
  expectedOf,
  isOver,
  momentAt,
  nextAt,
  proposedName,
  storyAt,
  type TriedCall,
  webQuestions,
} from "./trying";
import { triedCall } from "./tryingFixture";

const call = triedCall();

test("the story is told up to the moment, that moment included", () => {
  expect(storyAt(call, 0).map(({ node }) => node)).toEqual(["begin", "ask"]);
  expect(storyAt(call, 3.99)).toHaveLength(2);
  expect(storyAt(call, 4)).toHaveLength(3);
  expect(storyAt(call, 20)).toHaveLength(5);
});

test("the next thing is the next that is told, and at last the end", () => {
  expect([0, 4, 8, 20].map((at) => nextAt(call, at))).toEqual([4, 8, 20, 20]);
  expect(isOver(call, 19.9)).toBe(false);
  expect(isOver(call, 20)).toBe(true);
});

test("a prompt is heard until it ends", () => {
  expect(momentAt(call, 2)).toEqual({
    doing: "hearing",
    sound: { prompt: "hello", since: 0, repeat: false },
    who: [],
  });
  expect(momentAt(call, 3)).toEqual({ doing: "quiet", sound: null, who: [] });
});

test("music goes on while a phone rings, and the talk ends it", () => {
  expect(momentAt(call, 5)).toEqual({
    doing: "ringing",
    sound: { prompt: "music", since: 4, repeat: true },
    who: ["101"],
  });
  expect(momentAt(call, 8)).toEqual({ doing: "talking", sound: null, who: ["101"] });
  expect(momentAt(call, 20)).toEqual({ doing: "over", sound: null, who: [] });
});

function steps(...effects: TriedCall["steps"][number]["effects"][number][]): TriedCall {
  return { ...call, steps: [{ at_s: 1, event: { type: "call_arrived" }, effects }] };
}

test("a caller who is not answered yet hears the ringing tone", () => {
  const ringing = { type: "dial", leg: "a", extension: "", number: "+4930" };
  expect(momentAt(steps(ringing), 2)).toEqual({
    doing: "ringing",
    sound: { prompt: "sys:ringback", since: 1, repeat: true },
    who: ["+4930"],
  });
  expect(momentAt(steps({ type: "answer" }, ringing), 2).sound).toBeNull();
  expect(momentAt(steps(ringing, { type: "cancel", leg: "a" }), 2).doing).toBe("quiet");
});

test("who waits in a queue waits until it is left", () => {
  expect(momentAt(steps({ type: "join", group: "sales" }), 2).doing).toBe("waiting");
  expect(momentAt(steps({ type: "join" }, { type: "leave" }), 2).doing).toBe("quiet");
});

test("an ended talk leaves the line to what comes", () => {
  const talk = {
    ...call,
    steps: [
      { at_s: 0, event: { type: "call_arrived" }, effects: [{ type: "dial", leg: "a", extension: "101" }] },
      { at_s: 1, event: { type: "leg_answered", leg: "a" }, effects: [{ type: "bridge", leg: "a" }] },
      { at_s: 2, event: { type: "leg_ended", leg: "a" }, effects: [] },
    ],
  };
  expect([0, 1, 2].map((at) => momentAt(talk, at).doing)).toEqual(["ringing", "talking", "quiet"]);
});

test("what web servers are asked is known with what their answers set", () => {
  expect(webQuestions(call)).toEqual([{ url: "https://shop.example/orders", variables: ["order"] }]);
});

test("a test is named for the blocks behind the first, and never too long", () => {
  const name = (step: { node: string }) => step.node;
  expect(proposedName(call, name)).toBe("ask → say");
  const long = proposedName(call, () => "x".repeat(80));
  expect(long).toHaveLength(120);
  expect(long.endsWith(" …")).toBe(true);
});

test("a test expects the path, the person and the end", () => {
  expect(expectedOf(call)).toEqual({
    path: ["begin", "ask", "say"],
    bridged_to: "101",
    ended: "caller_hung_up",
  });
  expect(expectedOf({ ...call, bridged_to: null }).bridged_to).toBe("");
});

test("what is within a sub-flow belongs to the block that calls it", () => {
  expect(drawnBlock("sub/menu")).toBe("sub");
  expect(drawnBlock("menu")).toBe("menu");
});
