import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { Modal } from "./Modal";
import { PublishDialog } from "./PublishDialog";
import { ShortcutsDialog } from "./ShortcutsDialog";

export function Dialogs() {
  const dialog = useEditor((state) => state.dialog);
  if (dialog === "conflict") return <ConflictDialog />;
  if (dialog === "recover") return <RecoverDialog />;
  if (dialog === "publish") return <PublishDialog />;
  return dialog === "shortcuts" ? <ShortcutsDialog /> : null;
}

function ConflictDialog() {
  const { showDialog, keepMine, loadTheirs } = useEditorStore().getState();
  return (
    <Modal title={t("conflictTitle")} onClose={() => showDialog(null)}>
      <p>{t("conflictText")}</p>
      <div className="editor-choices">
        <button type="button" onClick={() => void keepMine()}>
          <strong>{t("keepMine")}</strong>
          <span>{t("keepMineHelp")}</span>
        </button>
        <button type="button" onClick={() => void loadTheirs()}>
          <strong>{t("loadTheirs")}</strong>
          <span>{t("loadTheirsHelp")}</span>
        </button>
      </div>
    </Modal>
  );
}

function RecoverDialog() {
  const { restoreCopy, discardCopy } = useEditorStore().getState();
  const copy = useEditor((state) => state.keptCopy);
  const revision = useEditor((state) => state.revision);
  if (!copy) return null;
  const when = new Date(copy.at).toLocaleString(document.documentElement.lang || undefined, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return (
    <Modal
      title={t("recoverTitle")}
      onClose={restoreCopy}
      actions={
        <>
          <button type="button" className="btn" onClick={discardCopy}>
            {t("discard")}
          </button>
          <button type="button" className="btn btn-primary" onClick={restoreCopy}>
            {t("restore")}
          </button>
        </>
      }
    >
      <p>{t("recoverText", { when })}</p>
      {copy.revision !== revision && <p className="editor-modal-warning">{t("recoverNewer")}</p>}
    </Modal>
  );
}
