import { IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { ANSWER_S, type Choices, type Reaction } from "../core/tryingScript";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import type { Words } from "../words/english";
import { SecondsInput } from "./SecondsInput";
import { Section } from "./Section";

const MOST_WITHOUT_SEARCH = 10;
const PICKS_UP = "picks-up";
const REACTIONS: readonly (readonly [string, keyof Words])[] = [
  [PICKS_UP, "tryPicksUp"],
  ["silent", "trySilent"],
  ["busy", "tryBusy"],
  ["rejected", "tryRejects"],
  ["unavailable", "tryNoPhone"],
  ["talking", "tryTalking"],
];

/** What each of the company's people does when called. */
export function PeopleFields() {
  const people = useEditor((state) => state.references.employee) ?? [];
  const set = useEditor((state) => Object.keys(state.choices.people).length);
  const [search, setSearch] = useState("");
  const found = people.filter(({ label }) => label.toLowerCase().includes(search.trim().toLowerCase()));
  const summary = set ? t("tryPeopleChanged", { count: set }) : t("tryPeopleUsual", { seconds: ANSWER_S });
  return (
    <Section icon={IconUsers} title={t("tryPeople")} summary={people.length ? summary : t("tryNobody")}>
      {people.length > MOST_WITHOUT_SEARCH && (
        <input
          type="search"
          className="form-control"
          aria-label={t("trySearchPeople")}
          placeholder={t("trySearchPeople")}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <ul className="try-people">
        {found.map(({ name, label }) => (
          <li key={name}>
            <EmployeeReaction extension={name} label={label} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function EmployeeReaction({ extension, label }: { extension: string; label: string }) {
  const store = useEditorStore();
  const reaction = useEditor((state) => state.choices.people[extension]) ?? ANSWER_S;
  const change = (next: Reaction | "talking") => {
    const { choices, choose } = store.getState();
    choose({ people: withReaction(choices.people, extension, next) });
  };
  return (
    <>
      <span className="try-person" aria-hidden="true">
        {label}
      </span>
      <div className="try-row">
        <select
          className="form-select"
          aria-label={t("tryWhatDoes", { name: label })}
          value={typeof reaction === "number" ? PICKS_UP : reaction}
          onChange={({ target }) =>
            change(target.value === PICKS_UP ? ANSWER_S : (target.value as Exclude<Reaction, number>))
          }
        >
          {REACTIONS.map(([value, word]) => (
            <option key={value} value={value}>
              {t(word)}
            </option>
          ))}
        </select>
        {typeof reaction === "number" && (
          <>
            <span aria-hidden="true">{t("tryAfter")}</span>
            <SecondsInput label={t("trySecondsOf", { name: label })} value={reaction} onChange={change} />
          </>
        )}
      </div>
    </>
  );
}

/** Those who do what everybody does are not kept. */
function withReaction(
  people: Choices["people"],
  extension: string,
  reaction: Reaction | "talking",
): Choices["people"] {
  const { [extension]: _, ...others } = people;
  return reaction === ANSWER_S ? others : { ...others, [extension]: reaction };
}
