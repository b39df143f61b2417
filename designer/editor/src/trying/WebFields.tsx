import { IconWorld } from "@tabler/icons-react";
import type { WebQuestion } from "../core/trying";
import type { WebAnswer } from "../core/tryingScript";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import type { Words } from "../words/english";
import { Section } from "./Section";

const OUTCOMES: readonly (readonly [WebAnswer["outcome"], keyof Words])[] = [
  ["ok", "tryWebOk"],
  ["error", "tryWebError"],
  ["timeout", "tryWebTimeout"],
];
const NONE: WebAnswer = { outcome: "timeout", values: {} };

/** What web servers answer, offered once a call has asked them. */
export function WebFields() {
  const asked = useEditor((state) => state.webAsked);
  if (asked.length === 0) return null;
  return (
    <Section icon={IconWorld} title={t("tryWeb")} summary={asked.map(({ url }) => hostOf(url)).join(", ")}>
      {asked.map((question, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an answer belongs to its place in the call
        <Answer key={place} question={question} place={place} />
      ))}
    </Section>
  );
}

function Answer({ question, place }: { question: WebQuestion; place: number }) {
  const store = useEditorStore();
  const answer = useEditor((state) => state.choices.web[place]) ?? NONE;
  const count = place + 1;
  const change = (part: Partial<WebAnswer>) => {
    const web = Array.from({ length: Math.max(count, store.getState().choices.web.length) }, (_, at) => {
      const before = store.getState().choices.web[at] ?? NONE;
      return at === place ? { ...before, ...part } : before;
    });
    store.getState().choose({ web });
  };
  return (
    <fieldset className="try-web">
      <legend className="form-label">
        {t("tryWebRequest", { count })} <span className="try-url">{question.url}</span>
      </legend>
      <select
        className="form-select"
        aria-label={t("tryWebOutcome", { count })}
        value={answer.outcome}
        onChange={({ target }) => change({ outcome: target.value as WebAnswer["outcome"] })}
      >
        {OUTCOMES.map(([outcome, word]) => (
          <option key={outcome} value={outcome}>
            {t(word)}
          </option>
        ))}
      </select>
      {answer.outcome === "ok" &&
        question.variables.map((variable) => (
          <label key={variable} className="try-row">
            <span className="try-person">{variable}</span>
            <input
              className="form-control"
              aria-label={t("tryWebValue", { count, variable })}
              maxLength={2000}
              value={answer.values[variable] ?? ""}
              onChange={({ target }) => change({ values: { ...answer.values, [variable]: target.value } })}
            />
          </label>
        ))}
    </fieldset>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
