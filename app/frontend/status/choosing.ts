// Which figures are large, in which order, and what each of them does when it turns red.
import type { Choice, Chosen, Definition } from "./rows";

export const MOST = 22;

function plain(name: string): Chosen {
  return { name, watch: null, act: null, sound: "", notify: "", message: "" };
}

/** The figures that the drawer offers besides those that are large already. */
export function others(choice: Choice, catalog: readonly Definition[]): Definition[] {
  const large = new Set(choice.figures.map(({ name }) => name));
  return catalog.filter(({ name }) => !large.has(name));
}

export function added(choice: Choice, name: string): Choice {
  if (choice.figures.length >= MOST || choice.figures.some((each) => each.name === name)) return choice;
  return { figures: [...choice.figures, plain(name)] };
}

/** At least one figure stays. */
export function removed(choice: Choice, name: string): Choice {
  const left = choice.figures.filter((each) => each.name !== name);
  return left.length ? { figures: left } : choice;
}

/** The figure *name* at the place *to*, counted from 0; a place outside is the nearest end. */
export function moved(choice: Choice, name: string, to: number): Choice {
  const figure = choice.figures.find((each) => each.name === name);
  if (!figure) return choice;
  const rest = choice.figures.filter((each) => each.name !== name);
  const place = Math.min(Math.max(to, 0), rest.length);
  return { figures: [...rest.slice(0, place), figure, ...rest.slice(place)] };
}

export function changed(choice: Choice, name: string, changes: Partial<Chosen>): Choice {
  return { figures: choice.figures.map((each) => (each.name === name ? { ...each, ...changes } : each)) };
}
