import { IconPhoneOutgoing } from "@tabler/icons-react";
import { useId, useState } from "react";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { CallMe } from "./CallMe";
import { MomentField } from "./MomentField";
import { PeopleFields } from "./PeopleFields";
import { SecondsInput } from "./SecondsInput";
import { TryTrouble } from "./TryTrouble";
import { WaitingFields } from "./WaitingFields";
import { WebFields } from "./WebFields";

/** Who calls, when, and what everybody else does. */
export function ChoicesForm() {
  const store = useEditorStore();
  const [refused, setRefused] = useState(false);
  return (
    <form
      className="try-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setRefused(!store.getState().placeCall());
      }}
    >
      <p className="inspector-help">{t("tryHelp")}</p>
      <TryTrouble />
      <CallerField />
      <NumberField />
      <MomentField refused={refused} />
      <PeopleFields />
      <WaitingFields />
      <WebFields />
      <TalkField />
      <div className="try-place">
        <button type="submit" className="btn btn-success w-100">
          <IconPhoneOutgoing size={18} aria-hidden="true" /> {t("tryCall")}
        </button>
      </div>
      <CallMe />
    </form>
  );
}

function CallerField() {
  const id = useId();
  const store = useEditorStore();
  const { caller, withheld } = useEditor((state) => state.choices);
  const { choose } = store.getState();
  return (
    <div className="inspector-field">
      <label className="form-label" htmlFor={id}>
        {t("tryCaller")}
      </label>
      <input
        id={id}
        type="tel"
        className="form-control"
        autoComplete="off"
        maxLength={40}
        disabled={withheld}
        value={caller}
        onChange={(event) => choose({ caller: event.target.value })}
      />
      <label className="form-check try-check">
        <input
          type="checkbox"
          className="form-check-input"
          checked={withheld}
          onChange={(event) => choose({ withheld: event.target.checked })}
        />
        <span className="form-check-label">{t("tryWithheld")}</span>
      </label>
    </div>
  );
}

/** Only where there is something to choose. */
function NumberField() {
  const id = useId();
  const store = useEditorStore();
  const numbers = useEditor((state) => state.numbers);
  const chosen = useEditor((state) => state.choices.number);
  if (numbers.length < 2) return null;
  return (
    <div className="inspector-field">
      <label className="form-label" htmlFor={id}>
        {t("tryNumber")}
      </label>
      <select
        id={id}
        className="form-select"
        value={chosen ?? numbers[0]}
        onChange={(event) => store.getState().choose({ number: event.target.value })}
      >
        {numbers.map((number) => (
          <option key={number}>{number}</option>
        ))}
      </select>
    </div>
  );
}

function TalkField() {
  const store = useEditorStore();
  const seconds = useEditor((state) => state.choices.talkS);
  return (
    <div className="try-row try-talk">
      <span aria-hidden="true">{t("tryTalk")}</span>
      <SecondsInput
        label={t("tryTalkSeconds")}
        value={seconds}
        onChange={(talkS) => store.getState().choose({ talkS })}
      />
    </div>
  );
}
