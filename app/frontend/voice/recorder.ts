import { Level, letGo, openMicrophone, Taking } from "../../../browser/microphone";
import { clock, say, type Words } from "./words";

const breath = 3;
const quietAfter = 2;
const tooQuiet = 0.25;
const tooLoud = 0.995;

/** The button, the countdown and the level of the microphone. */
export class Recorder {
  private readonly button: HTMLButtonElement;
  private readonly counting: HTMLElement;
  private readonly told: HTMLElement;
  private readonly elapsed: HTMLElement;
  private readonly meter: HTMLMeterElement;
  private stream: MediaStream | null = null;
  private level: Level | null = null;
  private taking: Taking | null = null;
  private timer = 0;
  private loudest = 0;
  private readonly hint: string | null;

  constructor(
    place: HTMLElement,
    private readonly words: Words,
    private readonly most: () => number,
    private readonly on: {
      begin: () => void;
      fault: (sentence: string) => void;
      taken: (sound: Blob) => void;
    },
  ) {
    this.button = place.querySelector("[data-record]") as HTMLButtonElement;
    this.counting = place.querySelector("[data-counting]") as HTMLElement;
    this.told = place.querySelector("[data-told]") as HTMLElement;
    this.elapsed = place.querySelector("[data-elapsed]") as HTMLElement;
    this.meter = place.querySelector("[data-meter]") as HTMLMeterElement;
    this.hint = this.told.textContent;
    this.button.addEventListener("click", () => void this.press());
    this.button.disabled = false;
  }

  /** Lets the microphone go, whatever it was doing. */
  cancel(): void {
    window.clearInterval(this.timer);
    this.level?.close();
    letGo(this.stream);
    this.stream = this.level = this.taking = null;
    this.counting.hidden = this.elapsed.hidden = true;
    this.meter.value = 0;
  }

  /** Ends a recording that goes on; false when there is none. */
  finish(): boolean {
    this.taking?.stop();
    return this.taking !== null;
  }

  tell(key: string, values: Record<string, string> = {}): void {
    const sentence = say(this.words, key, values);
    if (this.told.textContent !== sentence) this.told.textContent = sentence;
  }

  private async press(): Promise<void> {
    if (this.taking) return this.taking.stop();
    if (this.stream) {
      this.cancel();
      this.name("record");
      this.told.textContent = this.hint;
      return;
    }
    this.on.begin();
    this.tell("asking");
    const stream = await openMicrophone();
    if (typeof stream === "string") {
      this.tell(stream);
      return this.on.fault(say(this.words, stream));
    }
    this.stream = stream;
    this.level = new Level(stream);
    this.name("cancel");
    this.count(breath);
  }

  private count(seconds: number): void {
    this.counting.hidden = false;
    this.counting.textContent = String(seconds);
    this.tell("counting", { seconds: String(seconds) });
    const until = performance.now() + 1000 * seconds;
    this.repeat(() => {
      const left = Math.ceil((until - performance.now()) / 1000);
      if (left <= 0) return this.record();
      if (this.counting.textContent === String(left)) return;
      this.counting.textContent = String(left);
      this.tell("counting", { seconds: String(left) });
    });
  }

  private record(): void {
    if (!this.stream) return;
    const taking = new Taking(this.stream);
    this.taking = taking;
    this.loudest = 0;
    this.counting.hidden = true;
    this.name("stop");
    void taking.ended.then((sound) => this.end(sound, taking.seconds));
    for (const track of this.stream.getTracks()) track.addEventListener("ended", () => taking.stop());
    this.tell("recording");
    this.elapsed.hidden = false;
    this.repeat((level) => this.follow(taking, level));
  }

  private follow(taking: Taking, level: number): void {
    this.loudest = Math.max(this.loudest, level);
    this.elapsed.textContent = `${clock(Math.floor(taking.seconds))} / ${clock(this.most())}`;
    if (taking.seconds >= this.most()) taking.stop();
    else if (level > tooLoud) this.tell("loud");
    else if (taking.seconds > quietAfter && this.loudest < tooQuiet) this.tell("quiet");
  }

  private end(sound: Blob, seconds: number): void {
    const isLimit = seconds >= this.most();
    this.cancel();
    this.name("again");
    if (isLimit) this.tell("limit", { most: clock(this.most()) });
    else this.tell("taken", { time: clock(seconds) });
    this.on.taken(sound);
  }

  private repeat(work: (level: number) => void): void {
    window.clearInterval(this.timer);
    this.timer = window.setInterval(() => {
      const level = this.level?.read() ?? 0;
      this.meter.value = level;
      work(level);
    }, 60);
  }

  private name(key: string): void {
    const label = this.button.querySelector("span");
    if (label) label.textContent = say(this.words, key);
  }
}
