import { useEffect, useRef, useState } from "react";

export interface Recorder {
  state: "idle" | "recording" | "done";
  /** What was recorded, and where it can be heard. */
  sound: { blob: Blob; url: string } | null;
  fault: "recordDenied" | "recordMissing" | null;
  start: () => Promise<void>;
  stop: () => void;
}

/** Records from the microphone, which is let go as soon as a recording ends. */
export function useRecorder(): Recorder {
  const recorder = useRef<MediaRecorder>(null);
  const [state, setState] = useState<Recorder["state"]>("idle");
  const [sound, setSound] = useState<Recorder["sound"]>(null);
  const [fault, setFault] = useState<Recorder["fault"]>(null);
  const url = sound?.url;
  useEffect(() => () => letGo(recorder.current), []);
  useEffect(() => () => URL.revokeObjectURL(url ?? ""), [url]);
  const start = async () => {
    setFault(null);
    const stream = await microphone();
    if (typeof stream === "string") {
      setFault(stream);
      return;
    }
    const parts: Blob[] = [];
    const made = new MediaRecorder(stream);
    made.ondataavailable = ({ data }) => parts.push(data);
    made.onstop = () => {
      letGo(made);
      const blob = new Blob(parts, { type: made.mimeType });
      setSound({ blob, url: URL.createObjectURL(blob) });
      setState("done");
    };
    recorder.current = made;
    made.start();
    setState("recording");
  };
  return { state, sound, fault, start, stop: () => recorder.current?.stop() };
}

async function microphone(): Promise<MediaStream | "recordDenied" | "recordMissing"> {
  if (!navigator.mediaDevices || !window.MediaRecorder) return "recordMissing";
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    return (error as DOMException).name === "NotAllowedError" ? "recordDenied" : "recordMissing";
  }
}

function letGo(recorder: MediaRecorder | null): void {
  for (const track of recorder?.stream.getTracks() ?? []) track.stop();
}
