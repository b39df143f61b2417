import { IconAlertTriangle, IconHistory, IconPhone } from "@tabler/icons-react";
import { useEffect } from "react";
import { t } from "../language";
import { Modal } from "../session/Modal";
import { isDirty, useEditor, useEditorStore } from "../store/editor";

/** What going back to a version will do, before it is done. */
export function RollBackDialog() {
  const store = useEditorStore();
  const version = useEditor((state) => state.rollBackTo);
  const numbers = useEditor((state) => state.numbers);
  const refusal = useEditor((state) => state.rollBackRefusal);
  const dirty = useEditor(isDirty);
  useEffect(() => () => focusRow(version), [version]);
  if (version === null) return null;
  return (
    <Modal
      title={t("rollBackTitle", { version })}
      onClose={() => store.getState().askRollBack(null)}
      actions={<Actions />}
    >
      <p>{t("rollBackText", { version })}</p>
      <p>{t(numbers.length ? "rollBackNumbers" : "rollBackNoNumbers")}</p>
      <ul className="publish-numbers">
        {numbers.map((number) => (
          <li key={number}>
            <IconPhone size={16} aria-hidden="true" /> {number}
          </li>
        ))}
      </ul>
      <p>{t("rollBackDraft")}</p>
      {dirty && <p className="editor-modal-note">{t("rollBackSaves")}</p>}
      {refusal !== null && (
        <p className="editor-modal-warning" role="alert">
          <IconAlertTriangle size={16} aria-hidden="true" /> {refusal}
        </p>
      )}
    </Modal>
  );
}

/** The button that asked may have gone with the row's details. */
function focusRow(version: number | null): void {
  document.querySelector<HTMLElement>(`.version-head[data-version="${version}"]`)?.focus();
}

function Actions() {
  const { askRollBack, rollBack } = useEditorStore().getState();
  const busy = useEditor((state) => state.busy);
  return (
    <>
      <button type="button" className="btn" onClick={() => askRollBack(null)}>
        {t("cancel")}
      </button>
      <button
        type="button"
        className="btn btn-primary"
        disabled={busy !== null}
        onClick={() => void rollBack()}
      >
        <IconHistory size={18} stroke={1.75} aria-hidden="true" />{" "}
        {t(busy === "publishing" ? "rollingBack" : "rollBackDo")}
      </button>
    </>
  );
}
