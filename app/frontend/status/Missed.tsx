// Missed today, and not called back by anybody yet.
import { callBack, mayCallBack } from "./acts";
import { Icon } from "./icons";
import type { Missed as MissedCall } from "./rows";
import { Minute } from "./Timer";
import { useIsPast, useRows } from "./use-wall";
import { say, sayMany } from "./words";

const SHOWN = 4;

export function Missed() {
  const missed = useRows<MissedCall>("missed");
  const isPast = useIsPast();
  if (isPast) return null;
  const open = missed.filter(({ row }) => !row.called_back_by).length;
  return (
    <>
      <div className="panel-head is-second">
        <h3>{say("missed_title")}</h3>
        {open > 0 && (
          <span className="badge outcome o-missed num">
            <Icon name="missed" />
            {open}
          </span>
        )}
        <a className="last md" href="/calls/?period=today&outcome=missed&outcome=abandoned">
          {say("all_missed")}
        </a>
      </div>
      {missed.length === 0 && <p className="panel-body soft">{say("nothing_missed")}</p>}
      <ul>
        {missed.slice(0, SHOWN).map(({ key, row }) => (
          <Row key={key} missed={row} />
        ))}
      </ul>
      {missed.length > SHOWN && (
        <p className="panel-body soft small more-missed">{sayMany("more_missed", missed.length - SHOWN)}</p>
      )}
    </>
  );
}

function Row({ missed }: { missed: MissedCall }) {
  const name = missed.name || missed.shown;
  return (
    <li className="caller is-new">
      <span className="grow">
        <a className="plain cut strong" href={missed.href}>
          {name}
        </a>
        <span className="small soft num cut second-line">
          {missed.called_back_by ? (
            say("called_back_by", { name: missed.called_back_by })
          ) : (
            <When missed={missed} />
          )}
        </span>
      </span>
      {missed.can_call && mayCallBack() && (
        <button
          type="button"
          className="btn btn-small"
          disabled={missed.called_back_by !== ""}
          onClick={() => callBack(missed.call)}
        >
          <Icon name="phone" />
          {say("call_back")}
          <span className="visually-hidden"> {name}</span>
        </button>
      )}
    </li>
  );
}

function When({ missed }: { missed: MissedCall }) {
  return (
    <>
      {missed.label && `${missed.label} · `}
      {missed.calls > 1 && `${say("calls_last_at", { count: missed.calls })} `}
      <Minute at={missed.last_at} />
      {!missed.can_call && `, ${say("no_number")}`}
    </>
  );
}
