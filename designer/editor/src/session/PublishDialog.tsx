import { IconAlertTriangle, IconPhone, IconRocket } from "@tabler/icons-react";
import { useEffect, useId, useState } from "react";
import { t } from "../language";
import { later } from "../modes/later";
import { isDirty, useEditor, useEditorStore } from "../store/editor";
import { heldUpBy } from "../store/review";
import { Modal } from "./Modal";
import { troubleText } from "./TroubleBanner";

const MOST_NOTE_CHARACTERS = 200;
const Review = later(() => import("./Review"));

/** What publishing will do, before it is done. */
export function PublishDialog() {
  const store = useEditorStore();
  const { showDialog } = store.getState();
  const [note, setNote] = useState("");
  const numbers = useEditor((state) => state.numbers);
  const dirty = useEditor(isDirty);
  useEffect(() => {
    void store.getState().beginReview();
  }, [store]);
  return (
    <Modal title={t("publishTitle")} onClose={() => showDialog(null)} actions={<Actions note={note} />}>
      <p>{t(numbers.length ? "publishText" : "publishNoNumbers")}</p>
      <ul className="publish-numbers">
        {numbers.map((number) => (
          <li key={number}>
            <IconPhone size={16} aria-hidden="true" /> {number}
          </li>
        ))}
      </ul>
      {dirty && <p className="editor-modal-note">{t("publishSaves")}</p>}
      <Trouble />
      <NoteField note={note} onChange={setNote} />
      <Review />
    </Modal>
  );
}

function NoteField({ note, onChange }: { note: string; onChange: (note: string) => void }) {
  const id = useId();
  return (
    <div className="publish-note">
      <label className="form-label" htmlFor={id}>
        {t("noteLabel")}
      </label>
      <input
        id={id}
        className="form-control"
        maxLength={MOST_NOTE_CHARACTERS}
        aria-describedby={`${id}-hint`}
        value={note}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-hint`} className="form-hint">
        {t("noteHint")}
      </p>
    </div>
  );
}

/** Why the draft could not be saved, so that nothing of it can be looked at. */
function Trouble() {
  const store = useEditorStore();
  const trouble = useEditor((state) => state.trouble);
  if (!trouble) return null;
  return (
    <div className="editor-modal-warning" role="alert">
      <p>
        {t("reviewUnsaved")} {troubleText(trouble)}
      </p>
      <button type="button" className="btn btn-sm" onClick={() => void store.getState().beginReview()}>
        {t("retry")}
      </button>
    </div>
  );
}

function Actions({ note }: { note: string }) {
  const store = useEditorStore();
  const reason = useId();
  const busy = useEditor((state) => state.busy);
  const held = useEditor(heldUpBy);
  const { showDialog, toggleProblems, publish } = store.getState();
  return (
    <>
      <p id={reason} className="publish-held" role="status">
        {held && (
          <>
            <IconAlertTriangle size={16} aria-hidden="true" />{" "}
            {t(held === "problems" ? "heldByProblems" : "heldByTests")}
          </>
        )}
      </p>
      {held === "problems" && (
        <button
          type="button"
          className="btn"
          onClick={() => {
            showDialog(null);
            toggleProblems(true);
          }}
        >
          {t("showTheProblems")}
        </button>
      )}
      <button type="button" className="btn" onClick={() => showDialog(null)}>
        {t("cancel")}
      </button>
      <button
        type="button"
        className="btn btn-primary"
        disabled={busy !== null || held !== null}
        aria-describedby={reason}
        onClick={() => void publish(note.trim())}
      >
        <IconRocket size={18} stroke={1.75} aria-hidden="true" />{" "}
        {busy === "publishing" ? t("publishing") : t("publish")}
      </button>
    </>
  );
}
