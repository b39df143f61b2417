import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { storyAt } from "../core/trying";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { useBlockName } from "../traffic/useBlockName";

/** Goes through a call that is over. Lines of one moment are one step. */
export function Stepper() {
  const store = useEditorStore();
  const call = useEditor((state) => state.tried?.call);
  const at = useEditor((state) => state.tryAt);
  const nameOf = useBlockName();
  if (!call) return null;
  const { seek } = store.getState();
  const moments = [...new Set(call.story.map(({ at_s }) => at_s))];
  const place = Math.max(
    0,
    moments.findLastIndex((moment) => moment <= at),
  );
  const step = storyAt(call, at).at(-1);
  const words = step && [step.place || nameOf(step.node) || step.node, ...step.sentences].join(", ");
  const go = (to: number) => seek(moments[to] ?? at);
  return (
    <div className="try-stepper">
      <button
        type="button"
        className="btn-icon"
        aria-label={t("tryPrevious")}
        title={t("tryPrevious")}
        aria-disabled={place === 0}
        onClick={() => go(Math.max(0, place - 1))}
      >
        <IconChevronLeft size={20} aria-hidden="true" />
      </button>
      <p role="status">
        {t("stepOf", { step: place + 1, count: moments.length })}
        <span className="visually-hidden">: {words}</span>
      </p>
      <button
        type="button"
        className="btn-icon"
        aria-label={t("tryNext")}
        title={t("tryNext")}
        aria-disabled={place >= moments.length - 1}
        onClick={() => go(Math.min(moments.length - 1, place + 1))}
      >
        <IconChevronRight size={20} aria-hidden="true" />
      </button>
    </div>
  );
}
