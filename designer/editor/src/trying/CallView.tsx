import { IconInfoCircle, IconPencil, IconRefresh } from "@tabler/icons-react";
import { useMemo } from "react";
import { noMarks } from "../core/marks";
import { traceMarks } from "../core/trafficTrace";
import { storyAt } from "../core/trying";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { useMarks } from "../traffic/useMarks";
import { Phone } from "./Phone";
import { SaveTest } from "./SaveTest";
import { Stepper } from "./Stepper";
import { Story } from "./Story";
import { TryTrouble } from "./TryTrouble";
import { useClock } from "./useClock";
import { useFollowing } from "./useFollowing";

/** A call on its way through the drawing, and afterwards its whole path. */
export function CallView() {
  const over = useEditor((state) => state.tryOver);
  useClock();
  useCallPath();
  useFollowing();
  return (
    <div className="try-call">
      <Notes />
      <Phone />
      <TryTrouble />
      {over && <Stepper />}
      <Story />
      {over && <Afterwards />}
    </div>
  );
}

/** Lights the path up to where the call is. */
function useCallPath(): void {
  const call = useEditor((state) => state.tried?.call);
  const wires = useEditor((state) => state.tried?.graph.wires);
  const count = useEditor((state) => (state.tried?.call ? storyAt(state.tried.call, state.tryAt).length : 0));
  useMarks(
    useMemo(
      () => (call && wires ? traceMarks(call.story.slice(0, count), count - 1, wires, t) : noMarks),
      [call, wires, count],
    ),
  );
}

function Notes() {
  const shows = useEditor((state) => state.tried?.shows);
  const changed = useEditor((state) => state.tried !== null && state.tried.graph !== state.graph);
  return (
    <>
      {shows && (
        <p className="try-note is-caution">
          <IconInfoCircle size={18} aria-hidden="true" />
          <span>
            <strong>{t("tryShows")}</strong> {shows}
          </span>
        </p>
      )}
      {changed && (
        <p className="try-note" role="status">
          {t("tryChanged")}
        </p>
      )}
    </>
  );
}

function Afterwards() {
  const store = useEditorStore();
  const keepable = useEditor((state) => !state.readOnly && state.tried?.call?.ended !== "unfinished");
  const { playCall, placeCall, leaveCall } = store.getState();
  const again = () => {
    const { tried } = store.getState();
    if (tried?.shows) void playCall(tried.script, tried.shows);
    else placeCall();
  };
  return (
    <>
      <div className="try-afterwards">
        <button type="button" className="btn" onClick={again}>
          <IconRefresh size={16} aria-hidden="true" /> {t("tryAgain")}
        </button>
        <button type="button" className="btn" onClick={leaveCall}>
          <IconPencil size={16} aria-hidden="true" /> {t("tryOther")}
        </button>
      </div>
      {keepable && <SaveTest />}
    </>
  );
}
