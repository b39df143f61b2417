import { useEffect, useMemo } from "react";
import type { Traffic } from "../api/traffic";
import { noMarks } from "../core/marks";
import { heatMarks, heatRows } from "../core/trafficHeat";
import { t } from "../language";
import { why } from "../session/why";
import { useEditor, useEditorStore } from "../store/editor";
import { CallsThere } from "./CallsThere";
import { DaysForm } from "./DaysForm";
import { Filters } from "./Filters";
import { percent } from "./format";
import { HeatTable } from "./HeatTable";
import { Trouble } from "./Trouble";
import { useMarks } from "./useMarks";
import { Waiting } from "./Waiting";

/** The calls of some days: how many went where, how long they stayed, and where callers hung up. */
export function HeatView() {
  const store = useEditorStore();
  const traffic = useEditor((state) => state.traffic);
  const trouble = useEditor((state) => state.trafficTrouble);
  const graph = useEditor((state) => state.graph);
  const load = () => void store.getState().loadTraffic(store.getState().days);
  useEffect(() => {
    void store.getState().loadTraffic(store.getState().days);
  }, [store]);
  useMarks(useMemo(() => (traffic ? heatMarks(graph, traffic, t, percent) : noMarks), [graph, traffic]));
  return (
    <>
      <DaysForm />
      <Filters />
      {trouble && <Trouble text={t("trafficFailed", { why: why(trouble) })} onRetry={load} />}
      {!traffic && !trouble && <Waiting text={t("trafficLoading")} />}
      {traffic && <Totals traffic={traffic} />}
      {traffic && traffic.calls > 0 && (
        <>
          <HeatTable traffic={traffic} />
          <GoneBlocks traffic={traffic} />
          <CallsThere />
        </>
      )}
    </>
  );
}

function Totals({ traffic }: { traffic: Traffic }) {
  const { calls, hung_up, in_progress } = traffic;
  const all = calls === 1 ? t("oneCallThen") : t("callsThen", { count: calls });
  return (
    <div role="status" className="traffic-totals">
      <p className="traffic-summary">{calls === 0 ? t("noCallsThen") : all}</p>
      {hung_up > 0 && <p>{hung_up === 1 ? t("oneHungUpThen") : t("hungUpThen", { count: hung_up })}</p>}
      {in_progress > 0 && <p>{t("inProgressThen", { count: in_progress })}</p>}
    </div>
  );
}

function GoneBlocks({ traffic }: { traffic: Traffic }) {
  const graph = useEditor((state) => state.graph);
  const gone = heatRows(graph, traffic).filter(({ node }) => !node);
  if (gone.length === 0) return null;
  const blocks = gone.map(({ block }) => t("goneBlock", { block: block.name, count: block.calls }));
  return <p className="inspector-note">{t("goneBlocks", { blocks: blocks.join(", ") })}</p>;
}
