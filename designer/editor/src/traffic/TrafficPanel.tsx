import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { HeatView } from "./HeatView";
import { LiveView } from "./LiveView";
import { useKeptFocus } from "./useKeptFocus";
import "./traffic.css";

const VIEWS = [
  ["live", t("trafficLive")],
  ["heat", t("trafficHeat")],
] as const;

/** Calls on the drawing: those that are in it now, or all those of some days. */
export default function TrafficPanel() {
  const store = useEditorStore();
  const shown = useEditor((state) => state.trafficView);
  const focus = useKeptFocus();
  return (
    <div ref={focus} tabIndex={-1} className="traffic">
      <fieldset className="traffic-views">
        <legend className="visually-hidden">{t("whichTraffic")}</legend>
        {VIEWS.map(([view, label]) => (
          <label key={view}>
            <input
              type="radio"
              name="traffic-view"
              checked={shown === view}
              onChange={() => store.getState().viewTraffic(view)}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {shown === "live" ? <LiveView /> : <HeatView />}
    </div>
  );
}
