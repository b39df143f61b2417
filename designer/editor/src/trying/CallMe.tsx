import { IconPhoneRinging } from "@tabler/icons-react";
import { useId, useState } from "react";
import { ApiError } from "../api/errors";
import { t } from "../language";
import { why } from "../session/why";
import { useEditor, useEditorStore } from "../store/editor";
import { useOwnPhone } from "./ownPhone";
import { Section } from "./Section";

const HERE = "";

/** A real call through the drawing, to this browser or to somebody's own phone; only for those who may draw, as it may
 * reach anybody. */
export function CallMe() {
  const id = useId();
  const store = useEditorStore();
  const people = useEditor((state) => state.references.employee) ?? [];
  const readOnly = useEditor((state) => state.readOnly);
  const [extension, setExtension] = useState(HERE);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState({ text: "", refused: false });
  const ownPhone = useOwnPhone();
  const call = async () => {
    setBusy(true);
    setSaid({ text: "", refused: false });
    try {
      await store.getState().callMe(extension);
      setSaid({ text: t("tryMeRings"), refused: false });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setSaid({ text: why(error), refused: true });
    } finally {
      setBusy(false);
    }
  };
  const callHere = () => {
    const opened = ownPhone(() => void call());
    if (opened === "opened") setSaid({ text: t("tryMeOpen"), refused: false });
    if (opened === "blocked") setSaid({ text: t("tryMeBlocked"), refused: true });
  };
  if (readOnly) return null;
  return (
    <Section icon={IconPhoneRinging} title={t("tryMe")} summary={t("tryMeHelp")}>
      <label className="form-label" htmlFor={id}>
        {t("tryMePhone")}
      </label>
      <select
        id={id}
        className="form-select"
        aria-describedby={`${id}-said`}
        value={extension}
        onChange={(event) => setExtension(event.target.value)}
      >
        <option value={HERE}>{t("tryMeHere")}</option>
        {people.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <p id={`${id}-said`} className={said.refused ? "inspector-hint" : "try-saved"} role="status">
        {said.text}
      </p>
      <button
        type="button"
        className="btn w-100"
        disabled={busy}
        onClick={() => (extension === HERE ? callHere() : void call())}
      >
        {t("tryMe")}
      </button>
    </Section>
  );
}
