import { type FormEvent, useId, useState } from "react";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";

const SPANS = [1, 7, 30];
const TWO_DAYS = "two";

/** Which days are counted. */
export function DaysForm() {
  const store = useEditorStore();
  const id = useId();
  const days = useEditor((state) => state.days);
  const isCount = "days" in days;
  const [twoDays, setTwoDays] = useState(!isCount);
  const choose = (value: string) => {
    setTwoDays(value === TWO_DAYS);
    if (value !== TWO_DAYS) void store.getState().loadTraffic({ days: Number(value) });
  };
  return (
    <div className="inspector-field">
      <label className="form-label" htmlFor={id}>
        {t("days")}
      </label>
      <select
        id={id}
        className="form-select"
        value={twoDays || !isCount ? TWO_DAYS : days.days}
        onChange={(event) => choose(event.target.value)}
      >
        {SPANS.map((count) => (
          <option key={count} value={count}>
            {count === 1 ? t("today") : t("lastDays", { count })}
          </option>
        ))}
        <option value={TWO_DAYS}>{t("twoDays")}</option>
      </select>
      {twoDays && <TwoDays key={"period" in days ? days.period : ""} />}
    </div>
  );
}

function TwoDays() {
  const store = useEditorStore();
  const id = useId();
  const traffic = useEditor((state) => state.traffic);
  const days = useEditor((state) => state.days);
  const before = "from" in days ? days : traffic;
  const [from, setFrom] = useState(before?.from ?? "");
  const [to, setTo] = useState(before?.to ?? "");
  const show = (event: FormEvent) => {
    event.preventDefault();
    void store.getState().loadTraffic({ from, to });
  };
  return (
    <form className="traffic-days" onSubmit={show}>
      <label htmlFor={`${id}from`}>{t("fromDay")}</label>
      <input
        id={`${id}from`}
        className="form-control"
        type="date"
        required
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <label htmlFor={`${id}to`}>{t("toDay")}</label>
      <input
        id={`${id}to`}
        className="form-control"
        type="date"
        required
        min={from}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <button type="submit" className="btn btn-sm">
        {t("showDays")}
      </button>
    </form>
  );
}
