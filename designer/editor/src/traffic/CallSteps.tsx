import { useEffect, useRef } from "react";
import type { CallStep } from "../api/traffic";
import { duration } from "../core/duration";
import { t } from "../language";
import { useEditor } from "../store/editor";
import { useBlockName } from "./useBlockName";
import { useStep } from "./useStep";

/** The story of the call; each step leads to its block. */
export function CallSteps({ steps }: { steps: readonly CallStep[] }) {
  const at = useEditor((state) => state.callStep);
  const here = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step is elsewhere in the list
  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <>
      <h3 className="inspector-section">{t("callSteps")}</h3>
      <ol className="traffic-steps">
        {steps.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a call never change their places
          <li key={place} ref={place === at ? here : undefined}>
            <StepRow step={step} place={place} isHere={place === at} />
          </li>
        ))}
      </ol>
    </>
  );
}

function StepRow({ step, place, isHere }: { step: CallStep; place: number; isHere: boolean }) {
  const nameOf = useBlockName();
  const goTo = useStep();
  const arrives = place === 0 || step.outlet !== null || step.place !== "";
  return (
    <button
      type="button"
      className="traffic-step"
      aria-current={isHere ? "step" : undefined}
      onClick={() => goTo(place)}
    >
      <span className="traffic-time">{duration(step.at_s)}</span>
      <span>
        {arrives && <strong>{step.place || nameOf(step.node) || step.node}</strong>}
        {step.sentences.map((sentence, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: neither do the sentences of a step
          <span key={line} className="traffic-sentence">
            {sentence}
          </span>
        ))}
      </span>
    </button>
  );
}
