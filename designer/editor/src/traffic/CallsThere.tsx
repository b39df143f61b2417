import { IconRoute } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import type { ListedCall, Place } from "../api/traffic";
import { outletLabel } from "../canvas/Block";
import { nodeById } from "../core/graph";
import { nameOf } from "../core/naming";
import { shownOutlets } from "../core/outlets";
import { blockValue, statisticsOf, withFilter } from "../core/trafficFilters";
import { t } from "../language";
import { why } from "../session/why";
import { useEditor, useEditorStore } from "../store/editor";
import { moment } from "./format";
import { Trouble } from "./Trouble";
import { useChosenPlace } from "./useChosenPlace";
import { Waiting } from "./Waiting";

/** The calls at the block or wire that is chosen. */
export function CallsThere() {
  const store = useEditorStore();
  const chosen = useChosenPlace();
  const days = useEditor((state) => state.traffic);
  const [hungUp, setHungUp] = useState(false);
  const place = useMemo(
    () => chosen && (chosen.outlet === undefined ? { ...chosen, hungUp } : chosen),
    [chosen, hungUp],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: other days have other calls
  useEffect(() => {
    void store.getState().listCalls(place);
  }, [store, place, days]);
  if (!place) return <p className="inspector-note">{t("choosePlace")}</p>;
  return (
    <>
      <h3 className="inspector-section">
        <Title place={place} />
      </h3>
      {place.outlet === undefined && (
        <label className="form-check form-switch inspector-switch">
          <input
            className="form-check-input"
            type="checkbox"
            checked={hungUp}
            onChange={() => setHungUp(!hungUp)}
          />
          <span className="form-check-label">{t("hungUpOnly")}</span>
        </label>
      )}
      <Narrowing place={place} />
      <List onRetry={() => void store.getState().listCalls(place)} />
    </>
  );
}

/** Leads from a place to the calls that were there, on the drawing and in Statistics. */
function Narrowing({ place }: { place: Place }) {
  const store = useEditorStore();
  const flow = useEditor((state) => state.flowId);
  const query = useEditor((state) => state.traffic?.query);
  const only = () => {
    const { filters, narrow } = store.getState();
    void narrow(withFilter(filters, ["block", blockValue(flow, place)]));
  };
  if (!query) return null;
  return (
    <p className="traffic-narrowing">
      <button type="button" className="btn btn-sm" onClick={only}>
        {t("onlyPlace")}
      </button>
      <a href={statisticsOf(query, flow, place)}>{t("placeInStatistics")}</a>
    </p>
  );
}

function Title({ place }: { place: Place }) {
  const specs = useEditor((state) => state.specs);
  const node = useEditor((state) => nodeById(state.graph, place.node));
  if (!node) return null;
  const block = nameOf(specs, node);
  const { outlet } = place;
  if (outlet === undefined) return t("callsAt", { block });
  const found = shownOutlets(specs.get(node.type), node, [outlet]).find(({ name }) => name === outlet);
  return t("callsBy", { block, outlet: found ? outletLabel(found) : outlet });
}

function List({ onRetry }: { onRetry: () => void }) {
  const there = useEditor((state) => state.callsThere);
  const trouble = useEditor((state) => state.listTrouble);
  if (trouble) return <Trouble text={t("trafficFailed", { why: why(trouble) })} onRetry={onRetry} />;
  if (!there) return <Waiting text={t("listing")} />;
  const { calls, count } = there;
  return (
    <>
      <p className="inspector-note" role="status">
        {calls.length === 0 && t("noCallsThere")}
        {calls.length > 0 && count > calls.length && t("newestOf", { shown: calls.length, count })}
        {calls.length > 0 && count === calls.length && countOf(count)}
      </p>
      <ul className="traffic-calls">
        {calls.map((call) => (
          <CallRow key={call.id} call={call} />
        ))}
      </ul>
    </>
  );
}

function countOf(count: number): string {
  return count === 1 ? t("oneCallThen") : t("callsThen", { count });
}

function CallRow({ call }: { call: ListedCall }) {
  const store = useEditorStore();
  const caller = call.caller || t("unknownCaller");
  return (
    <li className="traffic-listed">
      <a className="traffic-caller" href={`/calls/${encodeURIComponent(call.id)}`}>
        {caller} {call.caller_name}
      </a>
      <span className="traffic-where">
        {moment(call.at)} · {call.ending}
      </span>
      <button
        type="button"
        className="btn-icon"
        aria-label={t("showCall", { caller })}
        title={t("showCall", { caller })}
        onClick={() => void store.getState().openCall(call.id)}
      >
        <IconRoute size={18} aria-hidden="true" />
      </button>
    </li>
  );
}
