import { expect, it } from "vitest";
import { firstView } from "./firstView";
import { drawing, specs } from "./fixture";

const SCREEN = { width: 1200, height: 800 };

it("a small drawing is seen whole, and not larger than life", () => {
  const { x, y, zoom } = firstView(drawing(), specs, SCREEN);
  expect(zoom).toBeGreaterThan(0.35);
  expect(zoom).toBeLessThanOrEqual(1);
  for (const { position } of drawing().nodes) {
    expect(position.x * zoom + x).toBeGreaterThanOrEqual(0);
    expect(position.y * zoom + y).toBeGreaterThanOrEqual(0);
  }
});

it("a large drawing is seen where calls begin", () => {
  const graph = drawing();
  const far = graph.nodes.map((node, place) => ({ ...node, position: { x: 5000, y: 4000 * (place + 1) } }));
  const { x, y, zoom } = firstView({ ...graph, nodes: far }, specs, SCREEN);
  expect(zoom).toBe(0.7);
  expect(5000 * zoom + x).toBe(40);
  expect(4000 * zoom + y).toBeLessThan(400);
});

it("a drawing without blocks has a view, too", () => {
  expect(firstView({ ...drawing(), nodes: [] }, specs, SCREEN).zoom).toBeGreaterThan(0);
});
