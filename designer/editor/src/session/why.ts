import type { ApiError, Trouble } from "../api/errors";
import { t } from "../language";
import type { Words } from "../words/english";

const WORDS: Readonly<Record<Exclude<Trouble, "invalid">, keyof Words>> = {
  session: "whySession",
  offline: "whyOffline",
  slow: "whySlow",
  conflict: "whyConflict",
  forbidden: "whyForbidden",
  missing: "whyMissing",
  server: "whyServer",
};

/** Why something could not be fetched, in a sentence. */
export function why({ trouble, message }: ApiError): string {
  return trouble === "invalid" ? message : t(WORDS[trouble]);
}
