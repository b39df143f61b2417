// The three panels of a screen: lines, the reddest queue, people.
import { useStore } from "zustand";
import { part } from "./bars";
import { amount, elapsed, minute } from "./formats";
import { firstQueue, grouped } from "./grouped";
import { HoursChart } from "./Hours";
import { Icon } from "./icons";
import { pageCount, pageOf } from "./pages";
import { Presence } from "./presence";
import type { Caller, Line, Person, Queue, Worst } from "./rows";
import { timeBeside } from "./times";
import { place, useMoment, useNowRow, useRows, useStatus } from "./use-wall";
import { wall } from "./wall";
import { say } from "./words";

const PEOPLE = 14;
const LINES = 6;
const CALLERS = 5;
const PAGE_S = 10;

/** The page that is shown of so many; they turn by the clock, so that all panels turn at once. */
function usePage(count: number): number {
  const seconds = useStore(wall, ({ live }) => live?.you.screen?.seconds_a_page) ?? PAGE_S;
  const turn = useStore(wall, ({ now }) => Math.floor(now / 1000 / seconds));
  return turn % Math.max(1, count);
}

function NoDataTv() {
  return useStatus() === "stale" ? <p className="soft">{say("no_data")}</p> : null;
}

export function LinesTv() {
  const all = useRows<Line>("lines").filter(({ row }) => row.by === "group");
  const count = pageCount(all.length, LINES);
  const lines = pageOf(all, usePage(count), LINES);
  const top = Math.max(1, ...all.map(({ row }) => Math.max(row.minutes, row.usual?.minutes ?? 0)));
  const status = useStatus();
  return (
    <section>
      <h2>{say("tv_lines")}</h2>
      <NoDataTv />
      {lines.map(({ key, row }) => (
        <div key={key} className="tv-line">
          <span className="cut">{row.label}</span>
          <svg viewBox="0 0 300 34" preserveAspectRatio="none" aria-hidden="true">
            <rect y="4" width={part(row.minutes, top) * 290} height="26" rx="4" fill="var(--chart-main)" />
            {row.usual && <rect x={part(row.usual.minutes, top) * 290} width="4" height="34" fill="#fff" />}
          </svg>
          <span className="num">{amount(Math.round(row.minutes), place())}</span>
        </div>
      ))}
      {status === "there" && (
        <div className="hours tv-hours">
          <h2>{say("hours_title")}</h2>
          <HoursChart wide={{ width: 420, height: 150 }} />
        </div>
      )}
    </section>
  );
}

export function QueueTv() {
  const queues = useRows<Queue>("queues");
  const worst = useRows<Worst>("worst").map(({ key }) => key);
  const group = firstQueue(queues, worst);
  const queue = queues.find(({ key }) => key === group)?.row;
  const all = useRows<Caller>("callers").filter(({ row }) => row.group === group);
  const rest = queues.map(({ row }) => row).filter((row) => row.group !== group && row.waiting > 0);
  return (
    <section>
      <h2>{queue ? say("waiting_in", { group: queue.label }) : say("waiting_title")}</h2>
      <NoDataTv />
      {queue && all.length === 0 && <p className="soft">{say("nobody_waits")}</p>}
      <ol className="tv-queue">
        {all.slice(0, CALLERS).map(({ key, row }) => (
          <CallerTv key={key} caller={row} limit={queue?.target?.act ?? null} />
        ))}
      </ol>
      {(all.length > CALLERS || rest.length > 0) && (
        <p className="tv-rest soft num">
          {all.length > CALLERS && <span>{say("more_missed", { count: all.length - CALLERS })}</span>}
          {rest.map((row) => (
            <span key={row.group}>
              {row.label} <b>{row.waiting}</b>
            </span>
          ))}
        </p>
      )}
      <MissedTv />
    </section>
  );
}

function MissedTv() {
  const now = useNowRow();
  if (!now?.missed) return null;
  const { missed: count, missed_since: since } = now;
  return (
    <p className="tv-missed">
      <Icon name="missed" />
      <span className="num">
        {count === 1 ? say("tv_missed_one") : say("tv_missed", { count })}
        {since !== null && (
          <span className="soft second-line">{say("tv_oldest", { time: minute(since, place()) })}</span>
        )}
      </span>
    </p>
  );
}

function CallerTv({ caller, limit }: { caller: Caller; limit: number | null }) {
  const waited = useMoment() - caller.since;
  return (
    <li>
      <span className="num soft">{caller.position}</span>
      <span className="cut">{[caller.name || say("tv_hidden"), ...caller.tags].join(" · ")}</span>
      <span className={`num ${limit !== null && waited > limit * 1000 ? "late" : ""}`}>
        {elapsed(waited)}
      </span>
    </li>
  );
}

export function PeopleTv() {
  const queues = useRows<Queue>("queues");
  const labels = new Map(queues.map(({ row }) => [row.group, row.label]));
  // Each person once: a screen counts heads.
  const groups = grouped(useRows<Person>("people"), queues).flatMap(({ people }) => people);
  const all = [...new Map(groups.map((person) => [person.extension, person])).values()];
  const count = pageCount(all.length, PEOPLE);
  const page = usePage(count);
  const now = useMoment();
  return (
    <section>
      <h2 className="row-of">
        {say("people")}
        {count > 1 && (
          <span className="soft tv-page-count num">{say("tv_page", { page: page + 1, count })}</span>
        )}
      </h2>
      <NoDataTv />
      <ul className="tv-people">
        {pageOf(all, page, PEOPLE).map((person) => (
          <li key={person.extension} data-state={person.state}>
            <Presence state={person.state} size={26} />
            <span className="cut">{person.name}</span>
            <span className="num soft">{timeBeside(person, now)}</span>
            <span className="tv-doing cut">
              {[labels.get(person.groups[0] ?? ""), person.words].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
