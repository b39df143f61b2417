/** What the server understood of a question (app/questions), and what to show of it. */

export interface Understood {
  query: string;
  problem: string;
  chips: { label: string; text: string; is_known: boolean }[];
  count: number | null;
  measure: string;
  splits: string[];
  meanings: { kind: string; label: string; words: string; corrected: string }[];
  corrections?: Correction[];
  unknown: UnknownWord[];
}

/** A word that means nothing here; or one that denies left_out, where no filter can leave that out. */
export interface UnknownWord {
  start: number;
  end: number;
  text: string;
  left_out: string;
  guesses: { text: string; label: string }[];
}

/** What is said of such a word, of the sentences that the page has. */
export function toldOf(
  { text, left_out, guesses }: UnknownWord,
  words: { unknown: string; alone: string; leftOut: string },
): string {
  if (left_out) return words.leftOut.replace("{word}", left_out);
  return (guesses.length > 0 ? words.unknown : words.alone).replace("{word}", text);
}

/** A word that was misspelt, and how it was read. */
export interface Correction {
  start: number;
  end: number;
  text: string;
  meant: string;
}

/** What is said of a corrected word: {text} is what was typed, {meant} how it was read. */
export function readAs(words: string, { text, meant }: Correction): string {
  return words.replace("{text}", text).replace("{meant}", meant);
}

/** The question with one of its words replaced, which is what a guess does. */
export function replaced(question: string, start: number, end: number, word: string): string {
  return `${question.slice(0, start)}${word}${question.slice(end)}`;
}

/** The address that answers the question: the calls that are meant, and what is to be counted of them. */
export function answerOf(page: string, { query, measure, splits }: Understood): string {
  const args = new URLSearchParams(query);
  if (measure && splits.length === 0) args.set("measure", measure);
  if (splits.length > 0) args.set("measure", measure || "calls");
  for (const split of splits) args.append("by", split);
  return `${page}?${args}`;
}

/** The chips, and what is counted *by* what, as people read it. */
export function chipsOf(understood: Understood, by: string): { label: string; text: string }[] {
  const counted = understood.meanings.filter(({ kind }) => kind === "measure" || kind === "split");
  return [
    ...understood.chips.map(({ label, text }) => ({ label, text })),
    ...counted.map(({ kind, label }) => ({ label: kind === "split" ? by : "", text: label })),
  ];
}

/** "shows {count} calls" with the number as the reader writes it; the plural's sentence for all but one. */
export function counted(words: { one: string; many: string }, count: number, language: string): string {
  const number = new Intl.NumberFormat(language).format(count);
  return (count === 1 ? words.one : words.many).replace("{count}", number);
}
