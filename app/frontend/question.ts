/** What the dialog says before something is done. */
export interface Question {
  heading: string;
  more: string;
}

/** The question as the heading, and what it says besides: "Delete this report? It then comes to nobody any more." */
export function questionOf(text: string): Question {
  const end = text.indexOf("?") + 1;
  return end > 0
    ? { heading: text.slice(0, end), more: text.slice(end).trim() }
    : { heading: text, more: "" };
}

/** What the button of the dialog says: the words of the one that asked, such as "Delete this view …". */
export function actOf(words: string): string {
  return words
    .replace(/\s+/g, " ")
    .replace(/\s*(…|\.{3})\s*$/, "")
    .trim();
}
