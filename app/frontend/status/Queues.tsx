// Callers who wait, in order, with what can be done about each of them.
import { useState } from "react";
import { confirmed } from "../ask-first";
import { hangUp, mayAct, place as moveTo, take } from "./acts";
import { dragCaller, useDrop } from "./dragged";
import { length } from "./formats";
import { firstQueue } from "./grouped";
import { Icon } from "./icons";
import { type Item, Menu } from "./Menu";
import { Missed } from "./Missed";
import type { Caller, Queue, Worst } from "./rows";
import { SendTo } from "./SendTo";
import { NoData, Nothing } from "./states";
import { Since } from "./Timer";
import { useIsPast, useMoment, useNowRow, useRows, useStatus } from "./use-wall";
import { say, sayMany } from "./words";

export function Queues() {
  const queues = useRows<Queue>("queues");
  const worst = useRows<Worst>("worst").map(({ key }) => key);
  const status = useStatus();
  const [chosen, setChosen] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const known = chosen !== null && queues.some(({ key }) => key === chosen) ? chosen : null;
  const shown = known ?? firstQueue(queues, worst);
  const groups = all
    ? queues.filter(({ key, row }) => row.waiting > 0 || key === shown)
    : queues.filter(({ key }) => key === shown);
  return (
    <section className="panel is-queues" aria-labelledby="queues-title">
      {status !== "there" ? (
        <>
          <div className="panel-head">
            <h2 id="queues-title">{say("waiting_title")}</h2>
          </div>
          <NoData />
        </>
      ) : (
        <>
          {groups.map(({ key, row }, index) => (
            <QueueView
              key={key}
              queue={row}
              titleId={index === 0 ? "queues-title" : `queue-${key}`}
              all={index === 0 && queues.length > 1 ? { isOn: all, turn: () => setAll(!all) } : null}
            />
          ))}
          {groups.length === 0 && (
            <div className="panel-head">
              <h2 id="queues-title">{say("waiting_title")}</h2>
              <p className="soft small">{say("no_groups")}</p>
            </div>
          )}
          {!all && (
            <Others
              queues={queues.map(({ row }) => row).filter(({ group }) => group !== shown)}
              choose={setChosen}
            />
          )}
          <Missed />
        </>
      )}
    </section>
  );
}

interface QueueOf {
  queue: Queue;
  titleId: string;
  all: { isOn: boolean; turn: () => void } | null;
}

function QueueView({ queue, titleId, all }: QueueOf) {
  const callers = useRows<Caller>("callers").filter(({ row }) => row.group === queue.group);
  return (
    <>
      <div className={`panel-head ${all || titleId === "queues-title" ? "" : "is-second"}`}>
        <h2 id={titleId}>{say("waiting_in", { group: queue.label })}</h2>
        {queue.waiting > 0 && (
          <span
            className={`tag num ${queue.level === "act" ? "is-act" : queue.level === "watch" ? "is-watch" : ""}`}
          >
            {queue.level === "act" && <Icon name="act" />}
            {say("waiting_count", { count: queue.waiting })}
          </span>
        )}
        {queue.is_helped_by_others && <span className="tag is-info">{say("helped_by_others")}</span>}
        {queue.helped_by.length > 0 && (
          <span className="tag is-info">{say("helped_by", { groups: queue.helped_by.join(", ") })}</span>
        )}
        {all && (
          <button
            type="button"
            className="btn btn-bare btn-small last"
            aria-pressed={all.isOn}
            onClick={all.turn}
          >
            {say("all_queues")}
          </button>
        )}
      </div>
      {callers.length === 0 ? (
        <Quiet queue={queue} />
      ) : (
        <ol>
          {callers.map(({ key, row }, index) => (
            <CallerRow key={key} caller={row} queue={queue} isFirst={index === 0} />
          ))}
        </ol>
      )}
    </>
  );
}

function Quiet({ queue }: { queue: Queue }) {
  const now = useNowRow();
  const free = sayMany("free_of", queue.people, { free: queue.free });
  const last = now?.last_wait_s;
  const waited = last === null || last === undefined ? "" : ` ${say("last_waited", { time: length(last) })}`;
  return <Nothing icon="well" title={say("nobody_waits")} text={free + waited} />;
}

function Others({ queues, choose }: { queues: readonly Queue[]; choose: (group: string) => void }) {
  const now = useNowRow();
  const inMenu = now?.in_menu ?? 0;
  if (queues.length === 0 && inMenu === 0) return null;
  return (
    <div className="quiet-lines soft">
      {[...queues]
        .sort((one, other) => other.waiting - one.waiting || one.label.localeCompare(other.label))
        .map((queue) => (
          <Other key={queue.group} queue={queue} choose={choose} />
        ))}
      <span className="last">{sayMany("in_menu", inMenu)}</span>
    </div>
  );
}

function Other({ queue, choose }: { queue: Queue; choose: (group: string) => void }) {
  const { isOver, drop } = useDrop(`group:${queue.group}`);
  return (
    <button type="button" className={isOver ? "is-target" : ""} onClick={() => choose(queue.group)} {...drop}>
      {queue.label} <b className="num">{queue.waiting}</b>
    </button>
  );
}

function CallerRow({ caller, queue, isFirst }: { caller: Caller; queue: Queue; isFirst: boolean }) {
  const [isSending, setSending] = useState(false);
  const isPast = useIsPast();
  const waited = (useMoment() - caller.since) / 1000;
  const isLate = queue.target !== null && waited > queue.target.act;
  const name = caller.name || caller.shown;
  return (
    <li className="caller is-new" data-call={caller.call} {...dragCaller(caller.call, !isPast && mayAct())}>
      <span className="place num">
        <span className="visually-hidden">{say("position")} </span>
        {caller.position}
      </span>
      <span className="grow">
        <span className="row-of tight">
          {caller.href ? (
            <a className="plain cut strong" href={caller.href}>
              {name}
            </a>
          ) : (
            <span className="cut strong">{name}</span>
          )}
          {caller.calls_today > 1 && (
            <span className="tag num" title={say("nth_call", { count: caller.calls_today })}>
              <span aria-hidden="true">{caller.calls_today}×</span>
              <span className="visually-hidden">{say("nth_call", { count: caller.calls_today })}</span>
            </span>
          )}
          {caller.tags.map((tag) => (
            <span key={tag} className="tag is-info">
              {tag}
            </span>
          ))}
        </span>
        <span className="small soft num cut second-line">{secondLine(caller, name)}</span>
      </span>
      <span className={`waited num ${isLate ? "late" : ""}`}>
        {isLate && <Icon name="act" small />}
        <Since at={caller.since} />
      </span>
      <CallerActs caller={caller} name={name} isFirst={isFirst} send={() => setSending(true)} />
      {isSending && <SendTo caller={caller} close={() => setSending(false)} />}
    </li>
  );
}

function secondLine(caller: Caller, name: string): string {
  if (caller.taken_by) return say("is_taking", { name: caller.taken_by });
  if (caller.rings.length > 0) return say("rings", { extensions: caller.rings.join(", ") });
  return caller.shown === name ? "" : caller.shown;
}

interface Acts {
  caller: Caller;
  name: string;
  isFirst: boolean;
  send: () => void;
}

function CallerActs({ caller, name, isFirst, send }: Acts) {
  const isPast = useIsPast();
  if (isPast || !mayAct()) return null;
  const toTop: Item = {
    label: say("move_to_top"),
    icon: "top",
    run: () => moveTo(caller.call, "top"),
  };
  const more: Item[] = [
    ...(isFirst ? [] : [toTop]),
    { label: say("send_to"), icon: "send", run: send },
    { label: say("hang_up"), icon: "hangUp", run: () => void askToHangUp(caller, name) },
  ];
  return (
    <span className="row-of tight acts">
      <button
        type="button"
        className={`btn btn-small ${isFirst ? "btn-call" : ""}`}
        disabled={caller.taken_by !== ""}
        onClick={() => take(caller.call)}
      >
        <Icon name="phone" />
        <span className="take-words">{say("take")}</span>
        <span className="visually-hidden"> {name}</span>
      </button>
      <button
        type="button"
        className="btn btn-small btn-square"
        aria-label={say("move_up", { name })}
        title={say("move_up_title")}
        disabled={isFirst}
        onClick={() => moveTo(caller.call, "up")}
      >
        <Icon name="up" />
      </button>
      <Menu label={say("more_for", { name })} items={more} className="is-boxed" />
    </span>
  );
}

async function askToHangUp(caller: Caller, name: string): Promise<void> {
  if (await confirmed(say("hang_up_question", { name }), say("hang_up"))) hangUp(caller.call);
}
