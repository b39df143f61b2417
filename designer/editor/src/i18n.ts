import { english, type Words } from "./words/english";

export type Params = Readonly<Record<string, string | number>>;
export type Translate = (word: keyof Words, params?: Params) => string;

/** The words of the language of a tag such as "de-AT"; English for a language that the editor does not speak. */
export async function wordsOf(tag: string): Promise<Words> {
  const language = tag.toLowerCase().split("-")[0];
  if (language !== "de") return english;
  const { default: german } = await import("virtual:german");
  const translated = Object.entries(english).map(([word, text]) => [word, german[text] ?? text]);
  return Object.fromEntries(translated) as Words;
}

export function translator(words: Words): Translate {
  return (word, params = {}) =>
    words[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** Whether the editor has this word; kinds and codes that come from the server may be newer than it. */
export function isWord(word: string): word is keyof Words {
  return Object.hasOwn(english, word);
}
