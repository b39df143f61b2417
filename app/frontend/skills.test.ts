import { describe, expect, it } from "vitest";
import { hasSkill, toggleSkill } from "./skills";

describe("skills in one field", () => {
  it("are found whatever stands between them", () => {
    expect(hasSkill("billing,French ", "french")).toBe(true);
    expect(hasSkill("frenchfries", "french")).toBe(false);
  });
  it("are added behind the others, and taken away again", () => {
    expect(toggleSkill("", "french")).toBe("french");
    expect(toggleSkill("billing", "french")).toBe("billing, french");
    expect(toggleSkill("billing, french, tax", "french")).toBe("billing, tax");
  });
});
