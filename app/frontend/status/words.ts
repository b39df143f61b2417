// The words of the page, in its language: app/status/words.py has them all.
let words: Readonly<Record<string, string>> = {};

export function setWords(found: Readonly<Record<string, string>>): void {
  words = found;
}

export type Values = Readonly<Record<string, string | number>>;

/** The text *name* with its {places} filled. */
export function say(name: string, values: Values = {}): string {
  const text = words[name];
  if (text === undefined) throw new Error(`no words for ${name}`);
  return text.replace(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place));
}

/** The same for a number of things: "one caller", "{count} callers". */
export function sayMany(name: string, count: number, values: Values = {}): string {
  return say(count === 1 ? `${name}_one` : name, { count, ...values });
}
