import { IconMicrophone, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";
import type { DetailsProps } from "./detailsProps";
import { RecordDialog } from "./RecordDialog";

/** Plays the chosen prompt, and records another. */
export function PromptDetails({ name, onChoose }: DetailsProps) {
  const drawable = useEditor(mayDraw);
  const [isRecording, setRecording] = useState(false);
  return (
    <>
      <div className="reference-details reference-buttons">
        {name !== "" && <PlayButton name={name} />}
        {drawable && (
          <button type="button" className="btn btn-sm" onClick={() => setRecording(true)}>
            <IconMicrophone size={16} aria-hidden="true" /> {t("recordNow")}
          </button>
        )}
      </div>
      {isRecording && <RecordDialog onClose={() => setRecording(false)} onChoose={onChoose} />}
    </>
  );
}

function PlayButton({ name }: { name: string }) {
  const { flowId } = useEditorStore().getState();
  const player = useRef<HTMLAudioElement>(null);
  const [state, setState] = useState<"still" | "plays" | "failed">("still");
  const toggle = () => {
    const audio = player.current;
    if (!audio) return;
    if (state === "plays") {
      audio.pause();
      audio.currentTime = 0;
    } else audio.play().catch(() => setState("failed"));
  };
  const Icon = state === "plays" ? IconPlayerStop : IconPlayerPlay;
  return (
    <>
      <button type="button" className="btn btn-sm" onClick={toggle}>
        <Icon size={16} aria-hidden="true" /> {t(state === "plays" ? "stopPrompt" : "hearPrompt")}
      </button>
      {/* biome-ignore lint/a11y/useMediaCaption: the words of a prompt stand beside it */}
      <audio
        ref={player}
        preload="none"
        src={`/api/flows/${encodeURIComponent(flowId)}/sounds/${encodeURIComponent(name)}`}
        onPlay={() => setState("plays")}
        onPause={() => setState("still")}
        onEnded={() => setState("still")}
      />
      {state === "failed" && (
        <p className="inspector-hint" role="alert">
          {t("promptSilent")}
        </p>
      )}
    </>
  );
}
