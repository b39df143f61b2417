// What if somebody more had been there: asked for a group and the time before the moment that is shown.
import { type FormEvent, useEffect, useState } from "react";
import { Icon } from "./icons";
import type { Player } from "./player";
import { ask } from "./requests";
import type { Queue } from "./rows";
import { useMoment, useRows } from "./use-wall";
import { wall } from "./wall";
import { say, sayMany } from "./words";

const HOUR_MS = 3_600_000;
const HOURS = [1, 2, 4, 8] as const;
const MOST_PEOPLE = 20;

export interface WhatIfAnswer {
  sentence: string;
  assumed: readonly string[];
  /** Moment, and for how many seconds the first caller had waited: as it was, as it would have been. */
  track: readonly (readonly [string, number, number])[];
}

interface Question {
  group: string;
  people: number;
  hours: number;
}

interface Props {
  player: Player;
  answer: WhatIfAnswer | null;
  show: (answer: WhatIfAnswer | null) => void;
}

export function WhatIf({ player, answer, show }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [fault, setFault] = useState("");
  const find = async (question: Question) => {
    const found = await asked(question);
    setFault(typeof found === "string" ? found : "");
    show(typeof found === "string" ? null : found);
  };
  useFirstAnswer(player, show);
  return (
    <div className="what-if small">
      <Icon name="idea" small />
      <b>{say("what_if")}</b>
      {answer && <span title={answer.assumed.join("\n")}>{answer.sentence}</span>}
      {fault && <span className="fault">{fault}</span>}
      {isOpen ? (
        <Form find={(question) => void find(question)} />
      ) : (
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {say(answer ? "other_numbers" : "add_somebody")}
        </button>
      )}
    </div>
  );
}

/** A sentence, where there is no answer. */
async function asked({ group, people, hours }: Question): Promise<WhatIfAnswer | string> {
  const { past, now } = wall.getState();
  const ends = past?.moment ?? now;
  const query = new URLSearchParams({
    group,
    people: String(people),
    begins: new Date(ends - hours * HOUR_MS).toISOString(),
    ends: new Date(ends).toISOString(),
  });
  const found = await ask<WhatIfAnswer>("GET", `/what-if/?${query}`);
  return found.ok ? found.found : found.error;
}

/** Answered by itself for a line that was red within the last hour: that is when somebody wonders. */
function useFirstAnswer({ track, moment }: Player, show: (answer: WhatIfAnswer | null) => void): void {
  const isLive = moment === null;
  const since = (track?.now ?? 0) - HOUR_MS;
  const group = track?.red.findLast(({ until }) => until >= since)?.group ?? "";
  useEffect(() => {
    if (!group || !isLive) return;
    let isOver = false;
    void asked({ group, people: 1, hours: 1 }).then((found) => {
      if (!isOver && typeof found !== "string") show(found);
    });
    return () => {
      isOver = true;
    };
  }, [group, isLive, show]);
}

function Form({ find }: { find: (question: Question) => void }) {
  const queues = useRows<Queue>("queues");
  const isReady = useMoment() > 0 && queues.length > 0;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    find({
      group: String(fields.get("group")),
      people: Number(fields.get("people")),
      hours: Number(fields.get("hours")),
    });
  };
  return (
    <form className="row-of" onSubmit={submit}>
      <label>
        {say("more_people")}
        <input
          className="form-control"
          name="people"
          type="number"
          min="1"
          max={MOST_PEOPLE}
          defaultValue="1"
          required
        />
      </label>
      <label>
        {say("in_group")}
        <select className="form-select" name="group">
          {queues.map(({ row }) => (
            <option key={row.group} value={row.group}>
              {row.label}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say("time_before")}
        <select className="form-select" name="hours">
          {HOURS.map((hours) => (
            <option key={hours} value={hours}>
              {sayMany("hours", hours)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="btn btn-small" disabled={!isReady}>
        {say("answer")}
      </button>
    </form>
  );
}
