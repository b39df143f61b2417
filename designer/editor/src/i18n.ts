/** Every word of the editor, in each language that it speaks. What the catalogue says comes translated from the server. */
import * as editing from "./words/editing";
import * as modes from "./words/modes";
import * as outline from "./words/outline";
import * as references from "./words/references";
import * as tools from "./words/tools";
import * as traffic from "./words/traffic";
import * as trying from "./words/trying";
import * as versions from "./words/versions";

const en = {
  ...editing.en,
  ...modes.en,
  ...outline.en,
  ...references.en,
  ...tools.en,
  ...traffic.en,
  ...trying.en,
  ...versions.en,
};

export type Words = typeof en;

const de: Words = {
  ...editing.de,
  ...modes.de,
  ...outline.de,
  ...references.de,
  ...tools.de,
  ...traffic.de,
  ...trying.de,
  ...versions.de,
};

const languages: Readonly<Record<string, Words>> = { en, de };

export type Params = Readonly<Record<string, string | number>>;
export type Translate = (word: keyof Words, params?: Params) => string;

/** A translator for a language tag such as "de-AT"; English for a language that the editor does not speak. */
export function translator(language: string): Translate {
  const words = languages[language.toLowerCase().split("-")[0] ?? ""] ?? en;
  return (word, params = {}) =>
    words[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** Whether the editor has this word; kinds and codes that come from the server may be newer than it. */
export function isWord(word: string): word is keyof Words {
  return Object.hasOwn(en, word);
}
