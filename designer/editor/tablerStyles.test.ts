import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sparingTabler } from "./tablerStyles";

const FILE = "node_modules/@tabler/core/dist/css/tabler.min.css";

function spared(code: string): string {
  const faults: string[] = [];
  const { transform } = sparingTabler() as unknown as {
    transform(code: string, id: string): { code: string };
  };
  const made = transform.call({ error: (fault: string) => faults.push(fault) }, code, FILE);
  expect(faults.filter((fault) => fault.includes("more of every element"))).toEqual([]);
  return made.code;
}

test("what styles a whole page anew is taken out, and its neighbours stay", () => {
  const kept = ".btn:is(.a,.b),.card{color:red}";
  const menu = ".navbar.navbar-folded :is(.x,.y),.navbar-brand{top:0}";
  const steps = ".steps:not(:has(> .step-item))>:last-child{margin:0}";
  expect(spared(`${kept}@media (min-width:1px){${menu}${steps}}`)).toBe(
    `${kept}@media (min-width:1px){.navbar-brand{top:0}}`,
  );
});

test("the styles of Tabler have it nowhere any more", () => {
  const before = readFileSync(FILE, "utf8");
  const after = spared(before);
  expect(before).toMatch(/navbar-folded/);
  expect(after).not.toMatch(/navbar-folded|\.steps:not\(:has/);
  expect(after.match(/\.btn-primary\{/g)).toEqual(before.match(/\.btn-primary\{/g));
});
