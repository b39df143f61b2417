import { useId } from "react";
import { t } from "../language";
import { chosenKeys } from "../store/chosen";
import { useEditor, useEditorStore } from "../store/editor";
import { BlockPanel } from "./BlockPanel";
import { NotePanel } from "./NotePanel";
import { OverviewPanel } from "./OverviewPanel";
import { WirePanel } from "./WirePanel";

/** The side panel: settings of the one selected block, a word on several, a wire, or the whole drawing. */
export function Inspector() {
  const store = useEditorStore();
  const heading = useId();
  const chosen = useEditor((state) => {
    const keys = [...chosenKeys(state)];
    return keys.length > 1 ? keys.length : (keys[0] ?? null);
  });
  const isNote = useEditor((state) => state.notes.some((note) => note.id === chosen));
  const wire = useEditor((state) => state.wires.find((shown) => shown.selected)?.data?.wire);
  return (
    <section
      className="inspector"
      aria-labelledby={heading}
      onBlur={() => store.getState().seal()}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || typeof chosen !== "string") return;
        if ((event.target as Element).closest("dialog")) return;
        event.stopPropagation();
        document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(chosen)}"]`)?.focus();
      }}
    >
      {typeof chosen === "string" && isNote ? (
        <NotePanel key={chosen} id={chosen} heading={heading} />
      ) : typeof chosen === "string" ? (
        <BlockPanel key={chosen} id={chosen} heading={heading} />
      ) : typeof chosen === "number" ? (
        <ManyPanel count={chosen} heading={heading} />
      ) : wire ? (
        <WirePanel wire={wire} heading={heading} />
      ) : (
        <OverviewPanel heading={heading} />
      )}
    </section>
  );
}

function ManyPanel({ count, heading }: { count: number; heading: string }) {
  return (
    <>
      <h2 id={heading} className="inspector-title">
        {t("many", { count })}
      </h2>
      <p className="inspector-help">{t("manyHelp")}</p>
    </>
  );
}
