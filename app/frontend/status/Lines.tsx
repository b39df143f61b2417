// Who talks to customers most: a bar and a day's load for each group, number or flow.
import { useState } from "react";
import { area, line, part, points } from "./bars";
import { amount, length } from "./formats";
import { Hours } from "./Hours";
import type { Line, Queue, Said, Span } from "./rows";
import { Sentence } from "./Sentence";
import { NoData } from "./states";
import { place, useMoment, useRow, useRows, useStatus } from "./use-wall";
import { say } from "./words";

type By = Line["by"];
const BY: readonly By[] = ["group", "number", "flow"];
const COMPARE = ["usual", "yesterday", "none"] as const;
type Compare = (typeof COMPARE)[number];
const SAYS: Record<By, string> = { group: "lines", number: "lines_number", flow: "lines_flow" };

export function Lines() {
  const [by, setBy] = useState<By>("group");
  const [compare, setCompare] = useState<Compare>("usual");
  const status = useStatus();
  const said = useRow<Said>("says", SAYS[by]);
  return (
    <section className="panel is-lines" aria-labelledby="lines-title">
      <div className="panel-head">
        <h2 id="lines-title" className="grow">
          {say("lines_title")}
        </h2>
      </div>
      {status !== "there" ? (
        <NoData />
      ) : (
        <>
          {said && said.parts.length > 0 && (
            <p className="say panel-body">
              <Sentence parts={said.parts} />
            </p>
          )}
          <Table by={by} compare={compare} />
          <Hours />
          <div className="panel-foot">
            <fieldset className="seg" aria-label={say("lines_by")}>
              {BY.map((each) => (
                <button key={each} type="button" aria-pressed={each === by} onClick={() => setBy(each)}>
                  {say(`by_${each}`)}
                </button>
              ))}
            </fieldset>
            <select
              className="form-select compare"
              aria-label={say("compare")}
              value={compare}
              onChange={(event) => setCompare(event.target.value as Compare)}
            >
              {COMPARE.map((each) => (
                <option key={each} value={each}>
                  {say(`compare_${each}`)}
                </option>
              ))}
            </select>
          </div>
        </>
      )}
    </section>
  );
}

function Table({ by, compare }: { by: By; compare: Compare }) {
  const lines = useRows<Line>("lines").filter(({ row }) => row.by === by);
  if (lines.length === 0) return <p className="panel-body soft">{say("no_lines")}</p>;
  const compared = (row: Line): Span | null => (compare === "none" ? null : row[compare]);
  const top = Math.max(1, ...lines.map(({ row }) => Math.max(row.minutes, compared(row)?.minutes ?? 0)));
  return (
    <table className="lines-table">
      <colgroup>
        <col />
        <col className="col-minutes" />
        <col className="col-calls" />
        <col className="col-wait" />
        <col className="col-longest" />
        <col className="col-load" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{say(`by_${by}`)}</th>
          <th scope="col" className="end">
            {say("minutes_short")}
          </th>
          <th scope="col" className="end">
            {say("calls")}
          </th>
          <th scope="col" className="end" title={say("wait_title")}>
            {say("wait")}
          </th>
          <th scope="col" className="end" title={say("longest_title")}>
            {say("longest_head")}
          </th>
          <th scope="col" className="head-load">
            {say("load_today")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, row }) => (
          <Rows key={key} line={row} mark={compared(row)} top={top} />
        ))}
      </tbody>
    </table>
  );
}

interface RowsOf {
  line: Line;
  mark: Span | null;
  top: number;
}

function Rows({ line: row, mark, top }: RowsOf) {
  const queue = useRow<Queue>("queues", row.name);
  const moment = useMoment();
  const limit = queue?.target?.act;
  const waits = row.by === "group" && queue?.since ? (moment - queue.since) / 1000 : null;
  const longest = longestOf(row.longest_s, waits);
  const isLate = row.by === "group" && limit !== undefined && (longest ?? 0) > limit;
  return (
    <>
      <tr className="line-words">
        <th scope="row">
          {row.href ? (
            <a className="plain" href={row.href}>
              {row.label}
            </a>
          ) : (
            row.label
          )}
        </th>
        <td className="end num strong">{amount(Math.round(row.minutes), place())}</td>
        <td className="end num">{amount(row.calls, place())}</td>
        <td className="end num">{row.wait_s === null ? "–" : length(row.wait_s)}</td>
        <td className={`end num ${isLate ? "late" : ""}`}>{longest === null ? "–" : length(longest)}</td>
        <td rowSpan={2} className="line-load">
          <Load line={row} />
        </td>
      </tr>
      <tr className="line-bar">
        <td colSpan={5}>
          <Bar minutes={row.minutes} mark={mark} top={top} />
        </td>
      </tr>
    </>
  );
}

/** The longest wait of the day, of those who wait still, too. */
function longestOf(past: number | null, present: number | null): number | null {
  return past === null || present === null ? (past ?? present) : Math.max(past, present);
}

function Bar({ minutes, mark, top }: { minutes: number; mark: Span | null; top: number }) {
  const full = part(minutes, top) * 290;
  return (
    <>
      <svg viewBox="0 0 300 12" preserveAspectRatio="none" aria-hidden="true">
        <rect y="2" width="300" height="8" rx="2" fill="var(--tblr-bg-surface-secondary)" />
        <rect y="2" width={full} height="8" rx="1" fill="var(--chart-main)" />
        {mark && (
          <rect
            x={part(mark.minutes, top) * 290}
            width="2.4"
            height="12"
            fill="var(--tblr-heading-color, currentColor)"
          />
        )}
      </svg>
      {mark && (
        <span className="visually-hidden">
          {say("compared_with", { count: amount(Math.round(mark.minutes), place()) })}
        </span>
      )}
    </>
  );
}

function Load({ line: row }: { line: Line }) {
  const top = Math.max(1, ...row.load, ...row.usual_load);
  if (Math.max(0, ...row.load, ...row.usual_load) === 0) return null;
  const first = firstHour(row);
  const hours = Math.max(row.usual_load.length, row.load.length, 24) - first;
  const width = (count: number) => (84 * Math.max(0, count - 1)) / Math.max(1, hours - 1);
  const [today, usual] = [row.load.slice(first), row.usual_load.slice(first)];
  const drawn = line(today, top, width(today.length), 30).map(({ x, y }) => ({ x, y: y + 2 }));
  const past = line(usual, top, width(usual.length), 30).map(({ x, y }) => ({ x, y: y + 2 }));
  return (
    <svg viewBox="0 0 84 34" aria-hidden="true">
      <polygon points={area(drawn, 34)} fill="var(--chart-main)" opacity=".16" />
      <polyline points={points(past)} fill="none" stroke="var(--chart-past)" strokeDasharray="2 2" />
      <polyline points={points(drawn)} fill="none" stroke="var(--chart-main)" strokeWidth="1.5" />
    </svg>
  );
}

/** The night before the first call is left out. */
function firstHour(row: Line): number {
  const used = Array.from({ length: 24 }, (_, hour) => (row.load[hour] ?? 0) + (row.usual_load[hour] ?? 0));
  return Math.max(0, used.findIndex((calls) => calls > 0) - 1);
}
