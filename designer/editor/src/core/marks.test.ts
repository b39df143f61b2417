import { expect, it } from "vitest";
import { drawing } from "./fixture";
import { pathMarks } from "./marks";

it("a path lights its blocks and the wires between them, and the block where the call is stands out", () => {
  const { wires } = drawing();
  const lit = pathMarks(["begin", "ask", "say"], wires, false);
  expect([...lit.blocks].map(([id, mark]) => [id, mark.tone])).toEqual([
    ["begin", "walked"],
    ["ask", "walked"],
    ["say", "here"],
  ]);
  expect([...lit.wires.keys()]).toEqual(["begin next", "ask 1"]);
  expect(pathMarks(["begin", "ask"], wires, true).blocks.get("ask")).toEqual({ tone: "walked" });
});
