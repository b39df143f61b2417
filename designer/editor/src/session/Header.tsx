import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCircleCheck,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconDeviceFloppy,
  IconEye,
  IconPencil,
  IconRocket,
} from "@tabler/icons-react";
import { t } from "../language";
import { isDirty, useEditor, useEditorStore } from "../store/editor";

export function Header() {
  const store = useEditorStore();
  const name = useEditor((state) => state.graph.name);
  const version = useEditor((state) => state.publishedVersion);
  const busy = useEditor((state) => state.busy);
  const dirty = useEditor(isDirty);
  const readOnly = useEditor((state) => state.readOnly);
  const { save, showDialog } = store.getState();
  return (
    <header className="editor-header">
      <div className="editor-title">
        <span className="editor-name">{name}</span>
        <span className="editor-version">
          {version === null ? t("neverPublished") : t("publishedVersion", { version })}
        </span>
      </div>
      {readOnly ? <OnlyLooking /> : <SaveState />}
      <ProblemsButton />
      <CautionsButton />
      {!readOnly && (
        <>
          <button
            type="button"
            className="btn"
            disabled={busy !== null || !dirty}
            title={`${t("saveDraft")} (Ctrl+S)`}
            onClick={() => void save()}
          >
            <IconDeviceFloppy size={18} stroke={1.75} aria-hidden="true" /> {t("saveDraft")}
          </button>
          <button
            type="button"
            className="btn btn-primary"
            disabled={busy !== null}
            onClick={() => showDialog("publish")}
          >
            <IconRocket size={18} stroke={1.75} aria-hidden="true" /> {t("publish")}
          </button>
        </>
      )}
    </header>
  );
}

function OnlyLooking() {
  return (
    <span className="only-looking" role="status">
      <IconEye size={18} stroke={1.75} aria-hidden="true" /> {t("readOnly")}
    </span>
  );
}

function SaveState() {
  const state = useEditor((editor) => {
    if (editor.busy === "saving") return "saving";
    if (!isDirty(editor)) return "saved";
    return editor.trouble ? "saveFailed" : "unsaved";
  });
  const Icon = { saving: IconCloudUp, saved: IconCloudCheck, unsaved: IconPencil, saveFailed: IconCloudOff }[
    state
  ];
  return (
    <span className={`save-state is-${state}`} role="status">
      <Icon size={18} stroke={1.75} aria-hidden="true" />
      <span>{t(state)}</span>
    </span>
  );
}

function ProblemsButton() {
  const store = useEditorStore();
  const count = useEditor((state) => state.diagnostics.length);
  const shown = useEditor((state) => state.showProblems);
  const Icon = count ? IconAlertTriangle : IconCircleCheck;
  return (
    <button
      type="button"
      className={count ? "btn problems-button has-problems" : "btn problems-button"}
      aria-expanded={shown}
      aria-controls="editor-problems"
      onClick={() => store.getState().toggleProblems()}
    >
      <Icon size={18} stroke={1.75} aria-hidden="true" /> {count ? t("problems", { count }) : t("noProblems")}
    </button>
  );
}

/** Only while there are cautions: they hold nothing up. */
function CautionsButton() {
  const store = useEditorStore();
  const count = useEditor((state) => state.cautions.length);
  const shown = useEditor((state) => state.showProblems);
  if (count === 0) return null;
  return (
    <button
      type="button"
      className="btn cautions-button"
      aria-expanded={shown}
      aria-controls="editor-problems"
      onClick={() => store.getState().toggleProblems()}
    >
      <IconAlertCircle size={18} stroke={1.75} aria-hidden="true" /> {t("cautions", { count })}
    </button>
  );
}
