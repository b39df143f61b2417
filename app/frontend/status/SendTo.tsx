// Where a caller is sent: to a group or to a colleague, found by typing.
import { useEffect, useRef, useState } from "react";
import { sendTo } from "./acts";
import { Icon } from "./icons";
import { useOutside } from "./Menu";
import type { Caller, Person, Queue } from "./rows";
import { useRows } from "./use-wall";
import { say } from "./words";

interface Goal {
  to: string;
  label: string;
  about: string;
}

export function SendTo({ caller, close }: { caller: Caller; close: () => void }) {
  const holder = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const goals = useGoals(caller.group).filter(({ label }) =>
    label.toLowerCase().includes(text.toLowerCase()),
  );
  useOutside(holder, true, close);
  useEffect(() => holder.current?.querySelector("input")?.focus(), []);
  const send = (to: string) => {
    close();
    sendTo(caller.call, to);
  };
  const name = caller.name || caller.shown;
  return (
    <dialog
      ref={holder}
      open
      className="send-to floating"
      aria-label={say("send_where", { name })}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <input
        className="form-control"
        aria-label={say("send_where", { name })}
        placeholder={say("send_placeholder")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && goals[0] && send(goals[0].to)}
      />
      <ul>
        {goals.slice(0, 8).map((goal) => (
          <li key={goal.to}>
            <button type="button" className="goal" onClick={() => send(goal.to)}>
              <Icon name={goal.to.startsWith("group:") ? "people" : "phone"} small />
              <span className="grow cut">{goal.label}</span>
              <span className="small soft">{goal.about}</span>
            </button>
          </li>
        ))}
      </ul>
    </dialog>
  );
}

function useGoals(own: string): Goal[] {
  const queues = useRows<Queue>("queues");
  const people = useRows<Person>("people");
  return [
    ...queues
      .filter(({ key }) => key !== own)
      .map(({ row }) => ({
        to: `group:${row.group}`,
        label: row.label,
        about: say("free_count", { count: row.free }),
      })),
    ...people.map(({ row }) => ({ to: `employee:${row.extension}`, label: row.name, about: row.words })),
  ];
}
