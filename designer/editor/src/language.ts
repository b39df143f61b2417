import { isWord, translator, wordsOf } from "./i18n";

/** Translates into the language of the page. */
export const t = translator(await wordsOf(document.documentElement.lang));

/** The translation of a word that the server named, or else the fallback. */
export function named(word: string, fallback: string): string {
  return isWord(word) ? t(word) : fallback;
}
