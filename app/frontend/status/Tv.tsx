// The screen on a wall: seen from afar, touched by nobody. It turns pages only when there is more than fits.
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { part } from "./bars";
import { amount, clock, elapsed, longDay } from "./formats";
import { firstQueue, grouped } from "./grouped";
import { HoursChart } from "./Hours";
import { Icon } from "./icons";
import { pageCount, pageOf } from "./pages";
import { Key, OUTCOMES, Patterns } from "./patterns";
import { Presence } from "./presence";
import type { Caller, Figure, Line, Person, Queue, Worst } from "./rows";
import { Sentence } from "./Sentence";
import { type Tile, tileOf } from "./tile";
import { timeBeside } from "./times";
import { place, useMoment, useNowRow, useRows, useShown, useStatus } from "./use-wall";
import { useStaleSince } from "./Why";
import { wall } from "./wall";
import { say } from "./words";

const PEOPLE = 14;
const LINES = 6;
const CALLERS = 5;
const PAGE_S = 10;

export function Tv({ name, isEnded }: { name: string; isEnded: boolean }) {
  return (
    <div className="tv-screen">
      <Patterns />
      <Top name={name} />
      {isEnded ? (
        <div className="tv-why">
          <Icon name="lost" />
          <span>
            <b>{say("tv_ended")}</b> {say("tv_ended_help")}
          </span>
        </div>
      ) : (
        <>
          <WhyTv />
          <Six />
          <div className="tv-low">
            <LinesTv />
            <QueueTv />
            <PeopleTv />
          </div>
          <Foot />
        </>
      )}
    </div>
  );
}

/** The page that is shown of so many; they turn by the clock, so that all panels turn at once. */
function usePage(count: number): number {
  const seconds = useStore(wall, ({ live }) => live?.you.screen?.seconds_a_page) ?? PAGE_S;
  const turn = useStore(wall, ({ now }) => Math.floor(now / 1000 / seconds));
  return turn % Math.max(1, count);
}

function Top({ name }: { name: string }) {
  const status = useStatus();
  return (
    <header className="tv-top">
      <img className="tv-brand" src="/static/brand.svg" alt="" width="48" height="48" />
      <h1>{name}</h1>
      {status === "stale" ? (
        <span className="tv-live is-lost" role="status">
          <Icon name="lost" />
          {say("tv_lost")}
        </span>
      ) : (
        <span className="tv-live" role="status">
          <span className="dot" />
          {say(status === "there" ? "live" : "connecting")}
        </span>
      )}
      <TvClock />
    </header>
  );
}

/** It runs by the server's time once that is known, and goes on when nothing else does. */
function TvClock() {
  const now = useStore(wall, (state) => state.now);
  const [own, setOwn] = useState(now);
  const isKnown = useStore(wall, ({ freshness }) => freshness.heard !== null);
  useEffect(() => {
    const timer = setInterval(() => setOwn(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const shown = isKnown ? now : own;
  return (
    <>
      <span className="tv-day soft">{longDay(shown, place())}</span>
      <span className="tv-clock num">{clock(shown, place())}</span>
    </>
  );
}

function WhyTv() {
  const status = useStatus();
  const worst = useRows<Worst>("worst")[0]?.row;
  const since = useStaleSince();
  if (status === "stale")
    return (
      <div className="tv-why">
        <Icon name="lost" />
        <span>
          <b>{say("no_data_since", { time: since })}</b> {say("hidden_until")}
        </span>
      </div>
    );
  if (!worst) return <span />;
  return (
    <div className={`tv-why ${worst.level === "act" ? "" : "is-watch"}`}>
      <Icon name={worst.level === "act" ? "act" : "watch"} />
      <span>
        <Sentence parts={worst.parts} />
      </span>
    </div>
  );
}

function Six() {
  const known = useStore(wall, ({ live }) => live);
  const shown = useShown();
  const now = useMoment();
  const names = known?.you.choice.figures ?? [];
  return (
    <div className="tv-six" data-count={names.length}>
      {names.map((chosen) => {
        const definition = known?.catalog.find(({ name }) => name === chosen.name);
        const figure = shown?.state.figures?.[chosen.name] as Figure | undefined;
        if (!definition) return null;
        if (!figure) return <BlankTv key={chosen.name} label={definition.label} />;
        return <TileTv key={chosen.name} tile={tileOf(definition, figure, chosen, now, place())} />;
      })}
    </div>
  );
}

function BlankTv({ label }: { label: string }) {
  return (
    <div className="tv-tile is-blank">
      <span className="tv-name">{label}</span>
      <span className="tv-figure">–</span>
      <span className="tv-text">{say("no_data")}</span>
    </div>
  );
}

function TileTv({ tile }: { tile: Tile }) {
  const isOff = tile.level === "act" || tile.level === "watch";
  return (
    <div className={`tv-tile is-${tile.level || "plain"}`} data-figure={tile.name}>
      <span className="tv-name">
        {tile.label}
        {tile.level && <Icon name={tile.level} />}
      </span>
      <span className="tv-figure num">
        {tile.figure}
        {tile.of && <small>{say("of", { count: tile.of })}</small>}
        {tile.lasts && (
          <small>
            {say("longest")} {tile.lasts}
          </small>
        )}
      </span>
      <span className="tv-text num">
        {isOff ? (
          <>
            <b>{say(tile.level === "act" ? "act_now" : "watch")}</b> {say("target", { value: tile.target })}
          </>
        ) : (
          tile.text
        )}
      </span>
    </div>
  );
}

function NoDataTv() {
  return useStatus() === "stale" ? <p className="soft">{say("no_data")}</p> : null;
}

function LinesTv() {
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

function QueueTv() {
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
    </section>
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

function PeopleTv() {
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
            <span className="cut">
              {person.name}
              <span className="tv-doing">
                {[labels.get(person.groups[0] ?? ""), person.words].filter(Boolean).join(" · ")}
              </span>
            </span>
            <span className="num soft">{timeBeside(person, now)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Foot() {
  const status = useStatus();
  const weekday = useNowRow()?.weekday ?? "";
  if (status !== "there") return <footer className="tv-foot">{status === "stale" && say("tv_waits")}</footer>;
  return (
    <footer className="tv-foot">
      <span className="tv-legend">
        {OUTCOMES.map((outcome) => (
          <span key={outcome}>
            <Key part={outcome} />
            {say(`outcome_${outcome}`)}
          </span>
        ))}
      </span>
      <span>{say("tv_mark", { weekday })}</span>
    </footer>
  );
}
