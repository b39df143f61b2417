import { IconX } from "@tabler/icons-react";
import { useId } from "react";
import { Inspector } from "../inspector/Inspector";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { leaveMode } from "./leaveMode";
import { MODES } from "./modes";

/** Beside the canvas: the settings, or whatever else is done with the drawing. */
export function SidePanel() {
  const store = useEditorStore();
  const heading = useId();
  const name = useEditor((state) => state.mode);
  const mode = MODES.find((one) => one.name === name);
  if (!mode) return <Inspector />;
  const Panel = mode.panel;
  return (
    <section className="inspector mode-panel" aria-labelledby={heading}>
      <header className="mode-head">
        <h2 id={heading} className="inspector-title">
          {t(mode.label)}
        </h2>
        <button type="button" className="btn-icon" aria-label={t("close")} onClick={() => leaveMode(store)}>
          <IconX size={18} aria-hidden="true" />
        </button>
      </header>
      <Panel />
    </section>
  );
}
