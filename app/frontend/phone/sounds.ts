/** Ringing and the tones of the line, made here so that no file has to be fetched. */

interface Tone {
  hertz: readonly number[];
  /** Seconds of sound and of quiet, in turn. */
  rhythm: readonly number[];
  loudness: number;
  repeats: boolean;
}

const TONES = {
  ring: { hertz: [660, 880], rhythm: [0.4, 0.2, 0.4, 2], loudness: 0.25, repeats: true },
  ringback: { hertz: [425], rhythm: [1, 4], loudness: 0.08, repeats: true },
  over: { hertz: [425], rhythm: [0.24, 0.24, 0.24, 0.24], loudness: 0.08, repeats: false },
} satisfies Record<string, Tone>;

export type Sound = keyof typeof TONES;

/** [from, to] in seconds of each sound within one round of a rhythm, and how long the round is. */
export function round(rhythm: readonly number[]): { beats: [number, number][]; length: number } {
  const beats: [number, number][] = [];
  let at = 0;
  rhythm.forEach((seconds, index) => {
    if (index % 2 === 0) beats.push([at, at + seconds]);
    at += seconds;
  });
  return { beats, length: at };
}

export class Sounds {
  private context: AudioContext | null = null;
  private playing: { gain: GainNode; sources: OscillatorNode[]; timer: number } | null = null;
  private sound: Sound | null = null;

  /** Whether the page can be heard now. The browser lets it once somebody has pressed something in it. */
  async wake(): Promise<boolean> {
    if (!navigator.userActivation.hasBeenActive) return false;
    this.context ??= new AudioContext();
    await this.context.resume();
    return true;
  }

  play(sound: Sound | null): void {
    if (sound === this.sound) return;
    this.stop();
    this.sound = sound;
    if (sound && this.context) this.begin(this.context, TONES[sound]);
  }

  private begin(context: AudioContext, { hertz, rhythm, loudness, repeats }: Tone): void {
    const gain = new GainNode(context, { gain: 0 });
    gain.connect(context.destination);
    const sources = hertz.map((frequency) => new OscillatorNode(context, { frequency }));
    for (const source of sources) {
      source.connect(gain);
      source.start();
    }
    const { beats, length } = round(rhythm);
    const schedule = () => {
      for (const [from, to] of beats) {
        gain.gain.setTargetAtTime(loudness, context.currentTime + from, 0.01);
        gain.gain.setTargetAtTime(0, context.currentTime + to, 0.01);
      }
    };
    schedule();
    const timer = window.setInterval(() => (repeats ? schedule() : this.play(null)), length * 1000);
    this.playing = { gain, sources, timer };
  }

  private stop(): void {
    if (!this.playing) return;
    clearInterval(this.playing.timer);
    for (const source of this.playing.sources) source.stop();
    this.playing.gain.disconnect();
    this.playing = null;
  }
}
