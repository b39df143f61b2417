import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { MODES } from "./modes";

/** Opens and closes the panels beside the canvas. */
export function ModeBar() {
  const store = useEditorStore();
  const mode = useEditor((state) => {
    const open = MODES.find(({ name }) => name === state.mode);
    return open?.within ?? state.mode;
  });
  const { enter } = store.getState();
  return (
    <div className="canvas-toolbar" role="toolbar" aria-label={t("modes")}>
      {MODES.filter(({ within }) => !within).map(({ name, label, key, icon: Icon }) => (
        <button
          key={name}
          type="button"
          className="mode-button"
          aria-pressed={mode === name}
          title={`${t(label)} (${key?.toUpperCase()})`}
          onClick={() => enter(mode === name ? null : name)}
        >
          <Icon size={18} stroke={1.75} aria-hidden="true" /> <span>{t(label)}</span>
        </button>
      ))}
    </div>
  );
}
