import { clock } from "../core/span";
import { t } from "../language";
import { useEditorStore } from "../store/editor";
import type { DetailsProps } from "./detailsProps";
import { useAnswer } from "./useAnswer";

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

export function CalendarDetails({ name }: DetailsProps) {
  return name ? <Week name={name} /> : null;
}

/** The hours of a week, as bars and in figures. */
function Week({ name }: { name: string }) {
  const { askCalendar } = useEditorStore().getState();
  const calendar = useAnswer(() => askCalendar(name));
  if (calendar === null) return null;
  if (calendar === "failed") return <p className="inspector-note">{t("referenceFailed")}</p>;
  return (
    <div className="reference-details">
      <table className="week">
        <caption className="visually-hidden">{t("weekOf", { label: calendar.label })}</caption>
        <tbody>
          {calendar.week.map((spans, day) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place in the week
            <tr key={day}>
              <th scope="row">{dayName(day)}</th>
              <td className="week-line" aria-hidden="true">
                {spans.map(([from, to]) => (
                  <span
                    key={from}
                    style={{
                      left: `${(100 * from) / DAY_MINUTES}%`,
                      width: `${(100 * (to - from)) / DAY_MINUTES}%`,
                    }}
                  />
                ))}
              </td>
              <td className="week-hours">
                {spans.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(", ") || t("weekClosed")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {calendar.exceptions > 0 && <span>{t("weekExceptions", { count: calendar.exceptions })} · </span>}
        <a href={calendar.edit}>{t("editHours")}</a>
      </p>
    </div>
  );
}

function dayName(day: number): string {
  const language = document.documentElement.lang || undefined;
  return new Date(MONDAY + day * DAY_MS).toLocaleDateString(language, { weekday: "short", timeZone: "UTC" });
}
