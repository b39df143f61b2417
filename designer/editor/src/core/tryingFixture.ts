/** A call through the drawing of the fixture: a prompt, key 1 at 4 s, Anna rings and picks up, and a talk. */
import type { CallStep } from "../api/traffic";
import type { TriedCall } from "./trying";

function line(at_s: number, node: string, outlet: string | null, ...sentences: string[]): CallStep {
  return { at_s, node, place: "", outlet, sentences };
}

export function triedCall(): TriedCall {
  return {
    path: ["begin", "ask", "say"],
    bridged_to: "101",
    ended: "caller_hung_up",
    duration_s: 20,
    steps: [
      {
        at_s: 0,
        event: { type: "call_arrived" },
        effects: [
          { type: "enter", node: "begin", outlet: "" },
          { type: "answer" },
          { type: "play", prompt: "hello", token: 1, repeat: false },
        ],
      },
      { at_s: 3, event: { type: "prompt_ended", token: 1 }, effects: [{ type: "wait", token: 2 }] },
      {
        at_s: 4,
        event: { type: "digit", key: "1" },
        effects: [
          { type: "ask_web", url: "https://shop.example/orders", answers: [["order", "data.id"]] },
          { type: "play", prompt: "music", token: 3, repeat: true },
          { type: "dial", leg: "a", extension: "101", number: "" },
        ],
      },
      { at_s: 8, event: { type: "leg_answered", leg: "a" }, effects: [{ type: "bridge", leg: "a" }] },
      { at_s: 20, event: { type: "caller_gone" }, effects: [{ type: "ended", how: "caller_hung_up" }] },
    ],
    story: [
      line(0, "begin", ""),
      line(0, "ask", "next", "The caller hears “Hello!”"),
      line(4, "say", "1", "The caller presses 1", "Anna is rung"),
      line(8, "say", null, "The caller and Anna talk"),
      line(20, "say", null, "The caller hangs up"),
    ],
    unspoken: {},
  };
}
