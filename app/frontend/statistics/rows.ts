/** The order of rows and of cards. */

export type Direction = "ascending" | "descending";

/** What a row is sorted by: a number, a text, or "" for nothing. */
export function compare(one: string, other: string): number {
  const [left, right] = [Number(one), Number(other)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return one.localeCompare(other);
}

/** The places of the rows in their new order; those without a value come last either way. */
export function sorted(values: readonly string[], direction: Direction): number[] {
  const sign = direction === "ascending" ? 1 : -1;
  return values
    .map((_, place) => place)
    .sort((one, other) => {
      const [left, right] = [values[one] ?? "", values[other] ?? ""];
      if (!left || !right) return Number(!left) - Number(!right) || one - other;
      return sign * compare(left, right) || one - other;
    });
}

/** Figures are first sorted with the largest on top, names from A on; a second press turns it round. */
export function nextDirection(now: string | null, isText: boolean): Direction {
  if (now === "descending") return "ascending";
  if (now === "ascending") return "descending";
  return isText ? "ascending" : "descending";
}

/** The names with one of them moved by so many places. */
export function moved(names: readonly string[], name: string, steps: number): string[] {
  const from = names.indexOf(name);
  const left = names.filter((each) => each !== name);
  const to = Math.max(0, Math.min(left.length, from + steps));
  return from < 0 ? [...names] : [...left.slice(0, to), name, ...left.slice(to)];
}

/** The value of a range filter, such as "10-60", "10-" or "-60"; "" for nothing. */
export function range(least: string, most: string): string {
  const [from, to] = [least.trim().replace(",", "."), most.trim().replace(",", ".")];
  return from || to ? `${from}-${to}` : "";
}

/** Whether a name has all words that are looked for. */
export function isFound(name: string, wanted: string): boolean {
  const text = name.toLocaleLowerCase();
  return wanted
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
