/** A file that somebody ordered, as the server sends it (app/exports/shown.py). */
export interface OrderedExport {
  id: string;
  title: string;
  format: string;
  state: "queued" | "making" | "ready" | "failed" | "expired";
  /** From 0 to 1; null while nobody can tell. */
  share: number | null;
  /** How far it is, in the reader's language. */
  words: string;
  file: string | null;
}

export function isUnderWay(each: OrderedExport): boolean {
  return each.state === "queued" || each.state === "making";
}
