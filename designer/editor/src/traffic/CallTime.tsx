import { useState } from "react";
import type { CallTrace } from "../api/traffic";
import { duration } from "../core/duration";
import { stepAt } from "../core/trafficTrace";
import { t } from "../language";
import { StepButtons } from "../modes/StepButtons";
import { useEditor } from "../store/editor";
import { useBlockName } from "./useBlockName";
import { useStep } from "./useStep";

/** Goes through the call: step by step, or along its time. */
export function CallTime({ trace }: { trace: CallTrace }) {
  const { steps } = trace;
  const at = useEditor((state) => state.callStep);
  const nameOf = useBlockName();
  const goTo = useStep();
  const [slid, setSlid] = useState(0);
  const step = steps[at];
  if (!step) return null;
  const block = step.place || nameOf(step.node) || step.node;
  const words = [duration(step.at_s), block, ...step.sentences].join(", ");
  const last = Math.max(trace.seconds ?? 0, steps.at(-1)?.at_s ?? 0);
  // Where the slider was let go, as long as that is within this step.
  const seconds = stepAt(steps, slid) === at ? slid : step.at_s;
  return (
    <div className="traffic-player">
      <StepButtons at={at} count={steps.length} words={words} goTo={goTo} />
      <input
        type="range"
        className="form-range"
        aria-label={t("callTime")}
        aria-valuetext={words}
        min={0}
        max={Math.ceil(last * 10) / 10}
        step={0.1}
        value={seconds}
        onChange={(event) => {
          const value = Number(event.target.value);
          setSlid(value);
          goTo(stepAt(steps, value));
        }}
      />
      <div className="traffic-ends" aria-hidden="true">
        <span>{duration(seconds)}</span>
        <span>{duration(last)}</span>
      </div>
    </div>
  );
}
