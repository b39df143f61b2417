// The words of the page, in its language: app/status/words.py has them all.
let words: Readonly<Record<string, string>> = {};
let numbers = new Intl.NumberFormat();

export function setWords(found: Readonly<Record<string, string>>, language: string): void {
  words = found;
  numbers = new Intl.NumberFormat(language);
}

export type Values = Readonly<Record<string, string | number>>;

/** The text *name* with its {places} filled; numbers with their thousands. */
export function say(name: string, values: Values = {}): string {
  const text = words[name];
  if (text === undefined) throw new Error(`no words for ${name}`);
  return text.replace(/\{(\w+)\}/g, (place, key: string) => {
    const value = values[key] ?? place;
    return typeof value === "number" ? numbers.format(value) : value;
  });
}

/** The same for a number of things: "one caller", "{count} callers". */
export function sayMany(name: string, count: number, values: Values = {}): string {
  return say(count === 1 ? `${name}_one` : name, { count, ...values });
}
