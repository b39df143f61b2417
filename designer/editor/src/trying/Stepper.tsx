import { storyAt } from "../core/trying";
import { StepButtons } from "../modes/StepButtons";
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
  return (
    <StepButtons at={place} count={moments.length} words={words} goTo={(to) => seek(moments[to] ?? at)} />
  );
}
