import { IconPlugConnected, IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { callsByBlock, liveMarks } from "../core/trafficLive";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import type { FeedState } from "../store/shape/traffic";
import { LiveCallRow } from "./LiveCallRow";
import { openFeed } from "./liveFeed";
import { useBlockName } from "./useBlockName";
import { useMarks } from "./useMarks";

const FEED = {
  waiting: "lineWaiting",
  up: "lineUp",
  down: "lineDown",
  stale: "lineStale",
  refused: "lineRefused",
} as const;

/** The calls in this flow, as they move. */
export function LiveView() {
  const store = useEditorStore();
  const [attempt, setAttempt] = useState(0);
  const feed = useEditor((state) => state.feed);
  const calls = useEditor((state) => state.liveCalls);
  const travelling = useEditor((state) => state.travelling);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens another feed
  useEffect(() => store.getState().watchCalls(openFeed), [store, attempt]);
  useMarks(useMemo(() => liveMarks(calls, travelling, t), [calls, travelling]));
  return (
    <>
      <FeedStatus feed={feed} />
      {feed === "refused" && (
        <button type="button" className="btn btn-sm" onClick={() => setAttempt(attempt + 1)}>
          {t("retry")}
        </button>
      )}
      <Summary />
      <ul className="traffic-calls">
        {calls.map((call) => (
          <LiveCallRow key={call.id} call={call} />
        ))}
      </ul>
    </>
  );
}

function FeedStatus({ feed }: { feed: FeedState }) {
  const Icon = feed === "up" || feed === "waiting" ? IconPlugConnected : IconPlugConnectedX;
  return (
    <p className={`traffic-line is-${feed}`} role="status">
      <Icon size={16} aria-hidden="true" /> {t(FEED[feed])}
    </p>
  );
}

/** Is read out whenever a call comes, goes or moves on. */
function Summary() {
  const calls = useEditor((state) => state.liveCalls);
  const known = useEditor((state) => state.feed !== "waiting" && state.feed !== "stale");
  const nameOf = useBlockName();
  const places = [...callsByBlock(calls)].map(([block, count]) => `${nameOf(block) ?? block} ${count}`);
  const count = calls.length === 1 ? t("oneCallNow") : t("callsNow", { count: calls.length });
  return (
    <div role="status">
      {known && (
        <p className="traffic-summary">
          {calls.length === 0 ? t("quiet") : count}
          {places.length > 0 && <span className="visually-hidden">: {places.join(", ")}</span>}
        </p>
      )}
    </div>
  );
}
