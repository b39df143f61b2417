import { IconAlertTriangle, IconPhone, IconRocket } from "@tabler/icons-react";
import { t } from "../language";
import { isDirty, useEditor, useEditorStore } from "../store/editor";
import { Modal } from "./Modal";

/** What publishing will do, before it is done. */
export function PublishDialog() {
  const { showDialog, publish } = useEditorStore().getState();
  const numbers = useEditor((state) => state.numbers);
  const busy = useEditor((state) => state.busy);
  const dirty = useEditor(isDirty);
  const faulty = useEditor((state) => state.diagnostics.length > 0);
  return (
    <Modal
      title={t("publishTitle")}
      onClose={() => showDialog(null)}
      actions={
        <>
          <button type="button" className="btn" onClick={() => showDialog(null)}>
            {t("cancel")}
          </button>
          <button
            type="button"
            className="btn btn-primary"
            disabled={busy !== null}
            onClick={() => void publish()}
          >
            <IconRocket size={18} stroke={1.75} aria-hidden="true" /> {busy ? t("publishing") : t("publish")}
          </button>
        </>
      }
    >
      <p>{t(numbers.length ? "publishText" : "publishNoNumbers")}</p>
      <ul className="publish-numbers">
        {numbers.map((number) => (
          <li key={number}>
            <IconPhone size={16} aria-hidden="true" /> {number}
          </li>
        ))}
      </ul>
      {dirty && <p className="editor-modal-note">{t("publishSaves")}</p>}
      {faulty && (
        <p className="editor-modal-warning">
          <IconAlertTriangle size={16} aria-hidden="true" /> {t("publishProblems")}
        </p>
      )}
    </Modal>
  );
}
