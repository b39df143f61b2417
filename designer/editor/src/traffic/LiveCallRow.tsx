import { useEffect, useState } from "react";
import { duration } from "../core/duration";
import type { LiveCall } from "../core/trafficLive";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { useBlockName } from "./useBlockName";

/** A call in progress; a click shows its way so far. */
export function LiveCallRow({ call }: { call: LiveCall }) {
  const store = useEditorStore();
  const nameOf = useBlockName();
  const people = useEditor((state) => state.references.employee);
  const block = call.stops.at(-1)?.block ?? "";
  const drawn = nameOf(block);
  const named = (extensions: readonly string[]) =>
    extensions.map((each) => people?.find(({ name }) => name === each)?.label ?? each).join(", ");
  return (
    <li>
      <button
        type="button"
        className="traffic-call"
        title={t("showCall", { caller: call.caller })}
        onClick={() => void store.getState().openCall(call.id)}
      >
        <span className="traffic-caller">{call.caller}</span>
        <Elapsed since={call.since} />
        <span className="traffic-where">
          {drawn ? t("atBlock", { block: drawn }) : t("atGoneBlock", { block: call.node })}
          {call.talks.length > 0 && ` · ${t("talksWith", { people: named(call.talks) })}`}
          {call.talks.length === 0 &&
            call.rings.length > 0 &&
            ` · ${t("ringsPeople", { people: named(call.rings) })}`}
        </span>
      </button>
    </li>
  );
}

function Elapsed({ since }: { since: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(clock);
  }, []);
  return <time className="traffic-time">{duration((now - Date.parse(since)) / 1000)}</time>;
}
