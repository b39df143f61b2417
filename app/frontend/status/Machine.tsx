// The time machine: a day on a track, dragged to any moment and played from there.
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { area, ceiling, points } from "./bars";
import { clock, minute } from "./formats";
import { Icon } from "./icons";
import { cropped, nudged, SPEEDS } from "./past";
import type { Player, Track } from "./player";
import { place, useMoment, useNow } from "./use-wall";
import { WhatIf, type WhatIfAnswer } from "./WhatIf";
import { say } from "./words";

const DAY_MS = 86_400_000;

export function Machine({ player }: { player: Player }) {
  const { track, moment, isPlaying, speed } = player;
  const now = useMoment();
  const present = useNow();
  const [answer, setAnswer] = useState<WhatIfAnswer | null>(null);
  const [section, isSeen] = useSeen();
  useEffect(() => {
    if (isSeen) player.wake();
  }, [isSeen, player.wake]);
  if (!track)
    return (
      <section ref={section} className="panel machine" aria-labelledby="machine-title">
        <Title />
      </section>
    );
  const shown = moment ?? now;
  const day = { ...track, ...cropped(track, present) };
  return (
    <section className="panel machine" aria-labelledby="machine-title">
      <Title />
      <button
        type="button"
        className="btn btn-small btn-square"
        aria-label={say(isPlaying ? "pause" : "play")}
        title={say(isPlaying ? "pause" : "play")}
        disabled={moment === null}
        onClick={player.turn}
      >
        <Icon name={isPlaying ? "pause" : "play"} />
      </button>
      <Day player={player} />
      <Slider track={day} answer={answer} shown={shown} isLive={moment === null} go={player.go} />
      <output className="num strong">{clock(shown, place())}</output>
      <fieldset className="seg" aria-label={say("speed")}>
        {SPEEDS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === speed}
            onClick={() => player.setSpeed(each)}
          >
            {each}×
          </button>
        ))}
      </fieldset>
      <button type="button" className="btn btn-small" disabled={moment === null} onClick={player.back}>
        <Icon name="live" />
        {say("live")}
      </button>
      {player.fault && (
        <p className="fault" role="alert">
          {player.fault}
        </p>
      )}
      <WhatIf player={player} answer={answer} show={setAnswer} />
    </section>
  );
}

function Title() {
  return (
    <h2 id="machine-title">
      <Icon name="past" small />
      {say("time_machine")}
    </h2>
  );
}

/** Whether somebody has scrolled down to it: until then nothing is asked for. */
function useSeen(): [RefObject<HTMLElement | null>, boolean] {
  const section = useRef<HTMLElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = section.current;
    if (!element || isSeen) return;
    const watch = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [isSeen]);
  return [section, isSeen];
}

function Day({ player }: { player: Player }) {
  const field = useRef<HTMLInputElement>(null);
  const day = player.day || player.today;
  return (
    <span className="menu-holder">
      <button
        type="button"
        className="btn btn-small num"
        onClick={() => field.current?.showPicker?.()}
        title={say("choose_day")}
      >
        <Icon name="day" />
        {player.day && player.day !== player.today ? player.day : say("today")}
      </button>
      <input
        ref={field}
        type="date"
        className="day-field"
        tabIndex={-1}
        aria-hidden="true"
        max={player.today}
        value={day}
        onChange={(event) => event.target.value && player.setDay(event.target.value)}
      />
    </span>
  );
}

interface SliderOf {
  track: Track;
  answer: WhatIfAnswer | null;
  shown: number;
  isLive: boolean;
  go: (moment: number) => Promise<void>;
}

function Slider({ track, answer, shown, isLive, go }: SliderOf) {
  const [asked, setAsked] = useState<number | null>(null);
  const end = Math.min(track.ends, useNow());
  const late = useRef(0);
  useEffect(() => () => clearTimeout(late.current), []);
  const pick = (moment: number) => {
    const to = Math.min(moment, end - 1_000);
    setAsked(to);
    clearTimeout(late.current);
    late.current = window.setTimeout(() => {
      // Until it is shown, further keys go on from there.
      void go(to).finally(() => setAsked((now) => (now === to ? null : now)));
    }, 120);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const to = nudged(asked ?? shown, event.key, event.shiftKey, track.begins, end);
    if (to === null) return;
    event.preventDefault();
    pick(to);
  };
  const at = asked ?? Math.min(shown, end);
  return (
    <div className="track">
      <Wave track={track} answer={answer} at={at} />
      <input
        type="range"
        aria-label={say("moment")}
        min={track.begins}
        max={track.ends}
        step={1_000}
        value={at}
        aria-valuetext={isLive ? `${minute(at, place())}, ${say("live")}` : clock(at, place())}
        onChange={(event) => pick(Number(event.target.value))}
        onKeyDown={press}
      />
      <Ticks track={track} />
    </div>
  );
}

function Wave({ track, answer, at }: { track: Track; answer: WhatIfAnswer | null; at: number }) {
  const x = (ms: number) => (1000 * (ms - track.begins)) / Math.max(1, track.ends - track.begins);
  const top = ceiling(Math.max(1, ...track.load.map(([, calls]) => calls)));
  const inside = track.load.filter(([ms]) => ms >= track.begins && ms <= Math.min(track.ends, track.now));
  const load = inside.map(([ms, calls]) => ({ x: x(ms), y: 34 - (calls / top) * 30 }));
  return (
    <svg className="wave" viewBox="0 0 1000 34" preserveAspectRatio="none" aria-hidden="true">
      {track.red.map(({ from, until, group }) => (
        <rect
          key={`${group} ${from}`}
          x={x(from)}
          width={Math.max(2, x(until) - x(from))}
          height="34"
          fill="var(--act-line)"
          opacity=".28"
        />
      ))}
      <polygon points={area(load, 34)} fill="var(--chart-soft)" />
      {answer && <Waits answer={answer} x={x} />}
      <rect x={x(at) - 1} width="2.5" height="34" fill="var(--tblr-link-color)" />
    </svg>
  );
}

/** How long the first caller had waited: a line as it was, and one as it would have been. */
function Waits({ answer, x }: { answer: WhatIfAnswer; x: (ms: number) => number }) {
  const top = Math.max(1, ...answer.track.flatMap(([, was, would]) => [was, would]));
  const drawn = (of: (point: WhatIfAnswer["track"][number]) => number) =>
    points(answer.track.map((point) => ({ x: x(Date.parse(point[0])), y: 33 - (of(point) / top) * 30 })));
  return (
    <g fill="none" vectorEffect="non-scaling-stroke">
      <polyline points={drawn(([, was]) => was)} stroke="var(--act-line)" strokeWidth="1.5" />
      <polyline points={drawn(([, , would]) => would)} stroke="var(--o-answered)" strokeWidth="2" />
    </g>
  );
}

/** Every two or four hours; a day of 23 or 25 hours has its own. */
function Ticks({ track }: { track: Track }) {
  const length = track.ends - track.begins;
  const every = length > DAY_MS / 2 ? 4 : 2;
  const first = Math.ceil(track.begins / 3_600_000) * 3_600_000;
  const hours = Math.floor((track.ends - first) / 3_600_000) + 1;
  const ticks = Array.from({ length: hours }, (_, hour) => first + hour * 3_600_000).filter(
    (ms) => Number(minute(ms, place()).slice(0, 2)) % every === 0,
  );
  return (
    <div className="ticks small soft" aria-hidden="true">
      {ticks.map((ms) => (
        <span key={ms} className="num" style={{ left: `${(100 * (ms - track.begins)) / length}%` }}>
          {minute(ms, place())}
        </span>
      ))}
    </div>
  );
}
