import { IconArrowLeft } from "@tabler/icons-react";
import { useMemo } from "react";
import type { CallTrace } from "../api/traffic";
import { noMarks } from "../core/marks";
import { traceMarks } from "../core/trafficTrace";
import { t } from "../language";
import { why } from "../session/why";
import { useEditor, useEditorStore } from "../store/editor";
import { TRAFFIC } from "../store/traffic";
import { CallSteps } from "./CallSteps";
import { CallTime } from "./CallTime";
import { moment } from "./format";
import { useKeptFocus } from "./useKeptFocus";
import { useMarks } from "./useMarks";
import { Waiting } from "./Waiting";
import "./traffic.css";

/** One call on the drawing that it went through. */
export default function CallPanel() {
  const store = useEditorStore();
  const trace = useEditor((state) => state.callTrace);
  const trouble = useEditor((state) => state.callTrouble);
  const focus = useKeptFocus();
  return (
    <div ref={focus} tabIndex={-1} className="traffic">
      {trouble && (
        <p className="traffic-trouble" role="alert">
          {t("callFailed", { why: trouble.trouble === "missing" ? trouble.message : why(trouble) })}
        </p>
      )}
      {!trace && !trouble && <Waiting text={t("callLoading")} />}
      {trace && <Trace trace={trace} />}
      <button type="button" className="btn btn-sm w-100 mt-3" onClick={() => store.getState().enter(TRAFFIC)}>
        <IconArrowLeft size={16} aria-hidden="true" /> {t("backToTraffic")}
      </button>
    </div>
  );
}

function Trace({ trace }: { trace: CallTrace }) {
  const at = useEditor((state) => state.callStep);
  const drawing = useEditor((state) => state.looking);
  useMarks(
    useMemo(() => (drawing ? traceMarks(trace.steps, at, drawing.wires, t) : noMarks), [trace, at, drawing]),
  );
  return (
    <>
      <div className="traffic-facts">
        <p className="traffic-summary">
          {t("callTo", { caller: trace.caller || t("unknownCaller"), number: trace.number })}
        </p>
        <p>
          {moment(trace.at)} · {trace.ending}
        </p>
        <p>{t("callVersion", { version: trace.version })}</p>
        <a href={`/calls/${encodeURIComponent(trace.id)}`}>{t("wholeStory")}</a>
      </div>
      {trace.steps.length === 0 ? (
        <p className="inspector-note">{t("callUnknown")}</p>
      ) : (
        <>
          <CallTime trace={trace} />
          <CallSteps steps={trace.steps} />
        </>
      )}
    </>
  );
}
