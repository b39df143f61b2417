// The sentence bar: why the worst line is red, that nothing comes any more, or that the past is shown.

import { useStore } from "zustand";
import { letHelp, mayAct, take } from "./acts";
import { clock, longDay, minute } from "./formats";
import { Icon } from "./icons";
import type { Action, Worst } from "./rows";
import { Sentence } from "./Sentence";
import { place, useIsPast, useRows, useStatus } from "./use-wall";
import { wall } from "./wall";
import { say } from "./words";

export function Why({ retry }: { retry?: () => void }) {
  const status = useStatus();
  if (status === "stale") return <Stale retry={retry} />;
  return <Reason />;
}

/** The server's own time of what was heard last. */
export function useStaleSince(): string {
  return clock(
    useStore(wall, ({ freshness }) => freshness.at),
    place(),
  );
}

/** Why figures are hidden: the line to the portal is down or was ended, or the portal itself learns nothing new. */
export function useHidden(): string {
  return useStore(wall, ({ isConnected, isRefused }) => {
    if (isConnected) return say("hidden_behind");
    return say(isRefused ? "hidden_refused" : "hidden_until");
  });
}

function Stale({ retry }: { retry: (() => void) | undefined }) {
  const since = useStaleSince();
  const hidden = useHidden();
  return (
    <div className="bar-note is-act" role="status">
      <Icon name="lost" />
      <p className="grow">
        <b>{say("no_data_since", { time: since })}</b> {hidden}
      </p>
      {retry && (
        <button type="button" className="btn btn-small" onClick={retry}>
          {say("try_now")}
        </button>
      )}
    </div>
  );
}

function Reason() {
  const worst = useRows<Worst>("worst")[0]?.row;
  const isPast = useIsPast();
  if (!worst) return null;
  const actions = isPast ? [] : (worst.actions ?? []).filter(isPossible);
  return (
    <div className={`bar-note ${worst.level === "act" ? "is-act" : ""}`} data-worst={worst.group}>
      <Icon name={worst.level === "act" ? "act" : "watch"} />
      <p className="grow">
        <Sentence parts={worst.parts} />
      </p>
      {worst.level === "act" && <Alert worst={worst} />}
      {actions.length > 0 && (
        <span className="row-of">
          {actions.map((action) => (
            <Act key={action.do} action={action} group={worst.group} />
          ))}
        </span>
      )}
    </div>
  );
}

/** Read out once when a line turns red; the times that run beside it would be read out every second. */
function Alert({ worst }: { worst: Worst }) {
  return (
    <span key={worst.group} className="visually-hidden" role="alert">
      {say("is_red", { group: worst.label })}
    </span>
  );
}

/** Nobody can be written to from here. */
function isPossible(action: Action): boolean {
  return action.do !== "message" && mayAct();
}

function Act({ action, group }: { action: Action; group: string }) {
  switch (action.do) {
    case "take":
      return (
        <button type="button" className="btn btn-call btn-small" onClick={() => take(action.call)}>
          <Icon name="phone" />
          {say("take_longest")}
        </button>
      );
    case "help":
      return (
        <button type="button" className="btn btn-small" onClick={() => letHelp(group, action.group)}>
          <Icon name="people" />
          {say("let_help", { group: action.label })}
        </button>
      );
    case "message":
      return null;
  }
}

export function PastNote({ speed, back }: { speed: number; back: () => void }) {
  const moment = useStore(wall, ({ past }) => past?.moment ?? null);
  if (moment === null) return null;
  return (
    <div className="bar-note" role="status">
      <Icon name="past" />
      <p className="grow">
        {say("watching")} <b className="num">{`${longDay(moment, place())}, ${minute(moment, place())}`}</b>
        {speed > 1 && ` ${say("at_speed", { speed })}`}. {say("acts_off")}
      </p>
      <button type="button" className="btn btn-small" onClick={back}>
        {say("back_to_live")}
      </button>
    </div>
  );
}
