import { IconMicrophone, IconPlayerStop } from "@tabler/icons-react";
import { useId, useState } from "react";
import { t } from "../language";
import { Modal } from "../session/Modal";
import { useEditorStore } from "../store/editor";
import { useRecorder } from "./useRecorder";

interface RecordDialogProps {
  onClose: () => void;
  onChoose: (name: string) => void;
}

/** Somebody speaks a prompt, hears it, and keeps it under a name. */
export function RecordDialog({ onClose, onChoose }: RecordDialogProps) {
  const { recordPrompt } = useEditorStore().getState();
  const { state, sound, fault, start, stop } = useRecorder();
  const [label, setLabel] = useState("");
  const [isKeeping, setKeeping] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const nameId = useId();
  const keep = async () => {
    if (!sound) return;
    setKeeping(true);
    setRefusal(null);
    const kept = await recordPrompt(label.trim(), sound.blob);
    setKeeping(false);
    if (kept.refusal !== null) setRefusal(kept.refusal);
    else {
      onChoose(kept.name);
      onClose();
    }
  };
  const isRecording = state === "recording";
  return (
    <Modal
      title={t("recordTitle")}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {t("cancel")}
          </button>
          <button
            type="button"
            className="btn btn-primary"
            disabled={!sound || isRecording || isKeeping || label.trim() === ""}
            onClick={() => void keep()}
          >
            {t(isKeeping ? "recordKeeping" : "recordKeep")}
          </button>
        </>
      }
    >
      <p>{t("recordHelp")}</p>
      <div className="inspector-field">
        <label className="form-label required" htmlFor={nameId}>
          {t("recordName")}
        </label>
        <input
          id={nameId}
          className="form-control"
          maxLength={80}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
      </div>
      <div className="record-row">
        <button type="button" className="btn" onClick={() => (isRecording ? stop() : void start())}>
          {isRecording ? (
            <IconPlayerStop size={18} aria-hidden="true" />
          ) : (
            <IconMicrophone size={18} aria-hidden="true" />
          )}
          {t(isRecording ? "recordStop" : sound ? "recordAgain" : "recordStart")}
        </button>
        <span className="record-state" role="status">
          {isRecording && t("recording")}
        </span>
      </div>
      {sound && !isRecording && (
        // biome-ignore lint/a11y/useMediaCaption: the person has just spoken it
        <audio className="record-player" controls src={sound.url} aria-label={t("recordListen")} />
      )}
      {(fault || refusal) && (
        <p className="editor-modal-warning" role="alert">
          {fault ? t(fault) : t("recordRefused", { message: refusal ?? "" })}
        </p>
      )}
    </Modal>
  );
}
