// The screen on a wall: seen from afar, touched by nobody. It turns pages only when there is more than fits.
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { clock, longDay } from "./formats";
import { Icon } from "./icons";
import { Key, OUTCOMES, Patterns } from "./patterns";
import type { Figure, HealthPart, Worst } from "./rows";
import { Sentence } from "./Sentence";
import { LinesTv, PeopleTv, QueueTv } from "./TvPanels";
import { type Tile, tileOf } from "./tile";
import { place, useMoment, useNowRow, useRows, useShown, useStatus } from "./use-wall";
import { useHidden, useStaleSince } from "./Why";
import { wall } from "./wall";
import { say } from "./words";

/** So many parts that aren't well have room at the foot. */
const MOST_BAD = 2;

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
  const hidden = useHidden();
  if (status === "stale")
    return (
      <div className="tv-why">
        <Icon name="lost" />
        <span>
          <b>{say("no_data_since", { time: since })}</b> {hidden}
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

/** A word for each part that isn't well; what to do about it is on Status. */
function HealthTv() {
  const parts = useRows<HealthPart>("health").map(({ row }) => row);
  const bad = parts.filter(({ state }) => state !== "ok");
  if (parts.length === 0) return null;
  return (
    <span className="tv-health num">
      <span>
        <Icon name="well" />
        {say("tv_well", { well: parts.length - bad.length, count: parts.length })}
      </span>
      {bad.slice(0, MOST_BAD).map((part) => (
        <span key={part.label} className={part.state === "fault" ? "is-act" : "is-watch"}>
          <Icon name={part.state === "fault" ? "act" : "watch"} />
          {say("tv_part", { part: part.label, state: say(`health_${part.state}`) })}
        </span>
      ))}
    </span>
  );
}

function Foot() {
  const status = useStatus();
  const weekday = useNowRow()?.weekday ?? "";
  if (status !== "there") return <footer className="tv-foot">{status === "stale" && say("tv_waits")}</footer>;
  return (
    <footer className="tv-foot">
      <HealthTv />
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
