import { useId } from "react";
import type { Drawn } from "../api/versions";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import type { Shown } from "../store/shape/versions";
import { drawnName, versionOnCanvas } from "../store/versions";
import { ChangeList } from "./ChangeList";

/** How the chosen drawing is shown: against which other, or alone; and what is different in it. */
export function Comparison({ drawn }: { drawn: Drawn }) {
  const shown = useEditor(versionOnCanvas);
  if (shown?.to !== drawn) return null;
  const { difference } = shown;
  return (
    <>
      {difference && <View shown={shown} />}
      {!difference && <p className="version-hint">{t("firstVersion")}</p>}
      <Other shown={shown} />
      {difference && <ChangeList changes={difference.changes} at={shown.at} />}
    </>
  );
}

function View({ shown: { to, asItWas } }: { shown: Shown }) {
  const store = useEditorStore();
  const name = useId();
  const views = [
    [false, t("whatIsDifferent")],
    [true, t(to === "draft" ? "asItIs" : "asItWas")],
  ] as const;
  return (
    <fieldset className="version-view">
      <legend className="visually-hidden">{t("whatToShow")}</legend>
      {views.map(([value, label]) => (
        <label key={label}>
          <input
            type="radio"
            name={name}
            checked={asItWas === value}
            onChange={() => store.getState().showAsItWas(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** With which drawing the shown one is compared. */
function Other({ shown: { to, from } }: { shown: Shown }) {
  const store = useEditorStore();
  const id = useId();
  const versions = useEditor((state) => state.versionList?.versions);
  const all: Drawn[] = ["draft", ...(versions ?? []).map(({ version }) => version)];
  const others = all.filter((drawn) => drawn !== to);
  return (
    <div className="version-other">
      <label htmlFor={id}>{t("comparedWith")}</label>
      <select
        id={id}
        className="form-select form-select-sm"
        value={from ?? ""}
        onChange={({ target: { value } }) =>
          void store.getState().showVersion(to, value === "draft" ? value : Number(value))
        }
      >
        {from === null && <option value="">{t("choose")}</option>}
        {others.map((drawn) => (
          <option key={drawn} value={drawn}>
            {drawnName(drawn, t)}
          </option>
        ))}
      </select>
    </div>
  );
}
