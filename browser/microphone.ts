/** Why there is no sound: refused, none there, in other hands, a page without https, or a browser that can't record. */
export type MicrophoneFault = "denied" | "missing" | "busy" | "insecure" | "unable";

const wanted = { channelCount: 1, echoCancellation: false, autoGainControl: false, noiseSuppression: false };

export async function openMicrophone(): Promise<MediaStream | MicrophoneFault> {
  if (!window.isSecureContext) return "insecure";
  if (!navigator.mediaDevices || !window.MediaRecorder) return "unable";
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: wanted });
  } catch (error) {
    const { name } = error as DOMException;
    if (name === "NotAllowedError" || name === "SecurityError") return "denied";
    return name === "NotReadableError" || name === "AbortError" ? "busy" : "missing";
  }
}

export function letGo(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Records what comes from the microphone; it comes in pieces, so that nothing is lost when the microphone goes away. */
export class Taking {
  private readonly recorder: MediaRecorder;
  private readonly parts: Blob[] = [];
  private readonly began = performance.now();
  readonly ended: Promise<Blob>;

  constructor(stream: MediaStream) {
    this.recorder = new MediaRecorder(stream, { audioBitsPerSecond: 96_000 });
    this.recorder.ondataavailable = ({ data }) => this.parts.push(data);
    this.ended = new Promise((resolve) => {
      this.recorder.onstop = () => resolve(new Blob(this.parts, { type: this.recorder.mimeType }));
    });
    this.recorder.start(1000);
  }

  get seconds(): number {
    return (performance.now() - this.began) / 1000;
  }

  stop(): void {
    if (this.recorder.state !== "inactive") this.recorder.stop();
  }
}

/** How loud it is now, from 0 to 1. */
export class Level {
  private readonly context = new AudioContext();
  private readonly analyser = this.context.createAnalyser();
  private readonly samples = new Float32Array(this.analyser.fftSize);

  constructor(stream: MediaStream) {
    this.context.createMediaStreamSource(stream).connect(this.analyser);
  }

  read(): number {
    this.analyser.getFloatTimeDomainData(this.samples);
    const peak = this.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    return Math.max(0, Math.min(1, 1 + (20 * Math.log10(peak || 1e-6)) / 60));
  }

  close(): void {
    void this.context.close();
  }
}
