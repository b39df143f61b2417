// The large figures. Each opens the calls behind it; keys 1 to 6 do so as well.
import { useEffect, useRef, useState } from "react";
import { isTyping } from "../typing";
import { Bullet } from "./Bullet";
import { FigureForm } from "./FigureForm";
import { Icon } from "./icons";
import { Skeleton, useOutside } from "./Menu";
import { Key } from "./patterns";
import type { Chosen, Definition, Figure } from "./rows";
import { type Tile, tileOf, written } from "./tile";
import { place, useMoment, useShown, useStatus } from "./use-wall";
import { wall } from "./wall";
import { say } from "./words";

export function Tiles() {
  const live = wall.getState().live;
  const shown = useShown();
  const status = useStatus();
  useDigits();
  const known = shown ?? live;
  if (!known) return <LoadingTiles />;
  const { figures } = (live ?? known).you.choice;
  const catalog = new Map(known.catalog.map((each) => [each.name, each]));
  return (
    <div className={`tiles ${figures.length <= 6 ? "is-one-row" : ""}`}>
      {figures.map((chosen) => {
        const definition = catalog.get(chosen.name);
        const figure = shown?.state.figures?.[chosen.name] as Figure | undefined;
        if (!definition) return null;
        const known = status === "there" ? figure : undefined;
        return <TileView key={chosen.name} definition={definition} figure={known} chosen={chosen} />;
      })}
    </div>
  );
}

function LoadingTiles() {
  return (
    <div className="tiles is-one-row" aria-hidden="true">
      {[1, 2, 3, 4, 5, 6].map((each) => (
        <div key={each} className="tile is-loading">
          <Skeleton width={80} />
          <span className="tile-figure">
            <Skeleton width={64} />
          </span>
          <Skeleton width={120} />
        </div>
      ))}
    </div>
  );
}

function Blank({ label }: { label: string }) {
  return (
    <>
      <span className="tile-name cut">{label}</span>
      <span className="tile-figure">–</span>
      <span className="small soft">{say("no_data")}</span>
    </>
  );
}

interface Of {
  definition: Definition;
  /** Nothing while there is no data; a form that is open stays, with what was typed. */
  figure: Figure | undefined;
  chosen: Chosen;
}

function TileView({ definition, figure, chosen }: Of) {
  const moment = useMoment();
  const tile = figure && tileOf(definition, figure, chosen, moment, place());
  const [isOpen, setOpen] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  useOutside(holder, isOpen, () => setOpen(false));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same for the keyboard
    <div
      ref={holder}
      className={`tile is-${tile ? tile.level || "plain" : "blank"}`}
      data-figure={tile?.name}
      {...(isOpen || !tile ? {} : aboutOf(definition, figure, tile))}
      onContextMenu={(event) => {
        if (!tile) return;
        event.preventDefault();
        // A finger that stays on the figure asks what it means.
        if ((event.nativeEvent as PointerEvent).pointerType !== "touch") setOpen(true);
      }}
      onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
    >
      {tile ? (
        <Inside tile={tile} figure={figure} isOpen={isOpen} turn={() => setOpen(!isOpen)} />
      ) : (
        <Blank label={definition.label} />
      )}
      {isOpen && <FigureForm definition={definition} chosen={chosen} close={() => setOpen(false)} />}
    </div>
  );
}

interface InsideOf {
  tile: Tile;
  figure: Figure;
  isOpen: boolean;
  turn: () => void;
}

function Inside({ tile, figure, isOpen, turn }: InsideOf) {
  const words = say("change_figure", { figure: tile.label });
  return (
    <>
      <span className="row-of">
        <Name tile={tile} />
        <Mark tile={tile} />
      </span>
      <span className="tile-figure num">
        {tile.figure}
        {tile.of && <small>{say("of", { count: tile.of })}</small>}
        {tile.lasts && (
          <small>
            {say("longest")} <b>{tile.lasts}</b>
          </small>
        )}
      </span>
      <Bullet tile={tile} />
      <Line tile={tile} figure={figure} />
      <button
        type="button"
        className="btn btn-bare btn-small btn-square tile-menu"
        aria-label={words}
        title={words}
        aria-expanded={isOpen}
        onClick={turn}
      >
        <Icon name="more" />
      </button>
    </>
  );
}

function Name({ tile }: { tile: Tile }) {
  if (!tile.href) return <span className="tile-name grow cut">{tile.label}</span>;
  return (
    <a className="tile-open tile-name grow cut" href={tile.href}>
      {tile.label}
    </a>
  );
}

function Mark({ tile }: { tile: Tile }) {
  if (!tile.level) return null;
  const words = say(`level_${tile.level}`);
  return (
    <span className={tile.level === "ok" ? "level-ok" : "level-mark"} title={words}>
      <Icon name={tile.level} />
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

function Line({ tile, figure }: { tile: Tile; figure: Figure }) {
  if (tile.level === "act" || tile.level === "watch")
    return (
      <span className="small soft cut num">
        <b>{say(tile.level === "act" ? "act_now" : "watch")}</b> {say("target", { value: tile.target })}
      </span>
    );
  const { missed, abandoned } = figure.parts;
  if (typeof missed !== "number" || typeof abandoned !== "number")
    return <span className="small soft cut num">{tile.text}</span>;
  return (
    <span className="small soft num keys">
      <span>
        <Key part="missed" /> {say("missed_count", { count: missed })}
      </span>
      <span>
        <Key part="abandoned" /> {say("abandoned_count", { count: abandoned })}
      </span>
    </span>
  );
}

/** What the figure means, how it is reckoned, and with which numbers: app/frontend/about.ts shows it. */
function aboutOf(definition: Definition, figure: Figure, tile: Tile) {
  const usual = figure.usual === null ? null : written(definition, figure.usual, place());
  return {
    "data-about": definition.label,
    "data-words": definition.words,
    "data-formula": definition.formula,
    "data-filled": tile.filled || undefined,
    "data-more": usual === null ? undefined : say("usual_by_now", { value: usual }),
  };
}

/** Keys 1 to 9 open the figure at that place, unless somebody is typing. */
function useDigits(): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (!/^[1-9]$/.test(event.key)) return;
      const links = document.querySelectorAll<HTMLElement>(".tiles > .tile");
      links[Number(event.key) - 1]?.querySelector<HTMLAnchorElement>(".tile-open")?.click();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
