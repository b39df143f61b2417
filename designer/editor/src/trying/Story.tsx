import { useEffect, useRef } from "react";
import type { CallStep } from "../api/traffic";
import { duration } from "../core/duration";
import { storyAt } from "../core/trying";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { useBlockName } from "../traffic/useBlockName";

const NOTHING: readonly CallStep[] = [];

/** What happens, line by line; once the call is over, each line leads to its moment. */
export function Story() {
  const call = useEditor((state) => state.tried?.call);
  const over = useEditor((state) => state.tryOver);
  const count = useEditor((state) => (state.tried?.call ? storyAt(state.tried.call, state.tryAt).length : 0));
  const here = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another line is elsewhere in the list
  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest" });
  }, [count]);
  const story = call ? (over ? call.story : call.story.slice(0, count)) : NOTHING;
  return (
    <>
      <h3 className="inspector-section">{t("tryStory")}</h3>
      {over && <p className="inspector-note">{t("tryOverHelp")}</p>}
      <div className="try-story" role="log" aria-label={t("tryStory")} aria-live={over ? "off" : "polite"}>
        <ol>
          {story.map((step, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a call never change their places
            <li key={place} ref={place === count - 1 ? here : undefined}>
              <StoryStep step={step} isFirst={place === 0} isHere={place === count - 1} over={over} />
            </li>
          ))}
        </ol>
        {over && call?.ended === "unfinished" && <p className="inspector-note">{t("tryUnfinished")}</p>}
      </div>
    </>
  );
}

interface StoryStepProps {
  step: CallStep;
  isFirst: boolean;
  isHere: boolean;
  over: boolean;
}

function StoryStep({ step, isFirst, isHere, over }: StoryStepProps) {
  const store = useEditorStore();
  const nameOf = useBlockName();
  const arrives = isFirst || step.outlet !== null || step.place !== "";
  const text = (
    <>
      <span className="try-time">{duration(step.at_s)}</span>
      <span>
        {arrives && <strong>{step.place || nameOf(step.node) || step.node}</strong>}
        {step.sentences.map((sentence, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: neither do the sentences of a line
          <span key={line} className="try-sentence">
            {sentence}
          </span>
        ))}
      </span>
    </>
  );
  if (!over) return <div className="try-line">{text}</div>;
  return (
    <button
      type="button"
      className="try-line"
      aria-current={isHere ? "step" : undefined}
      onClick={() => store.getState().seek(step.at_s)}
    >
      {text}
    </button>
  );
}
