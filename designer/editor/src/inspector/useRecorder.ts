import { useEffect, useRef, useState } from "react";
import { letGo, type MicrophoneFault, openMicrophone, Taking } from "../../../../browser/microphone";

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
  const stream = useRef<MediaStream>(null);
  const taking = useRef<Taking>(null);
  const [state, setState] = useState<Recorder["state"]>("idle");
  const [sound, setSound] = useState<Recorder["sound"]>(null);
  const [fault, setFault] = useState<Recorder["fault"]>(null);
  const url = sound?.url;
  useEffect(() => () => letGo(stream.current), []);
  useEffect(() => () => URL.revokeObjectURL(url ?? ""), [url]);
  const start = async () => {
    setFault(null);
    const opened = await openMicrophone();
    if (typeof opened === "string") {
      setFault(worded(opened));
      return;
    }
    stream.current = opened;
    taking.current = new Taking(opened);
    setState("recording");
    const blob = await taking.current.ended;
    letGo(opened);
    setSound({ blob, url: URL.createObjectURL(blob) });
    setState("done");
  };
  return { state, sound, fault, start, stop: () => taking.current?.stop() };
}

function worded(fault: MicrophoneFault): Recorder["fault"] {
  return fault === "denied" ? "recordDenied" : "recordMissing";
}
