import { useId } from "react";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";

/** Now, or another time by the company's clock. `refused` is true once somebody wanted to call without one. */
export function MomentField({ refused }: { refused: boolean }) {
  const id = useId();
  const store = useEditorStore();
  const moment = useEditor((state) => state.choices.moment);
  const { choose, companyClock } = store.getState();
  return (
    <fieldset className="inspector-field try-when">
      <legend className="form-label">{t("tryWhen")}</legend>
      <div className="try-either">
        {[true, false].map((isNow) => (
          <label key={String(isNow)} className="form-check">
            <input
              type="radio"
              className="form-check-input"
              name={`${id}-when`}
              checked={(moment === null) === isNow}
              onChange={() => choose({ moment: isNow ? null : companyClock().now })}
            />
            <span className="form-check-label">{t(isNow ? "tryNow" : "tryAtMoment")}</span>
          </label>
        ))}
      </div>
      {moment !== null && <Moment moment={moment} refused={refused} />}
    </fieldset>
  );
}

function Moment({ moment, refused }: { moment: string; refused: boolean }) {
  const id = useId();
  const store = useEditorStore();
  const missing = refused && moment === "";
  return (
    <>
      <input
        type="datetime-local"
        className="form-control"
        aria-label={t("tryMoment")}
        aria-describedby={`${id}-hint`}
        aria-invalid={missing}
        value={moment}
        onChange={(event) => store.getState().choose({ moment: event.target.value })}
      />
      <p id={`${id}-hint`} className="form-hint" role={missing ? "alert" : undefined}>
        {missing ? t("tryNoMoment") : t("tryMomentHint", { zone: store.getState().companyClock().zone })}
      </p>
    </>
  );
}
