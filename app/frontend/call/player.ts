// Plays the recordings of a call one after the other, on the axis of the call.
import { afterSilence, clock, type Peaks, type Piece, pieceAt, seekable, silences } from "./axis";
import { Wave } from "./wave";

interface Sound extends Piece {
  audio: HTMLAudioElement;
}

export class Player {
  now: number;
  private readonly box: HTMLElement;
  private readonly axis: HTMLElement;
  private readonly sounds: Sound[];
  private readonly length: number;
  private readonly wave: Wave | null;
  private quiet: Piece[] = [];
  private skips = false;
  private current = 0;

  constructor(box: HTMLElement, axis: HTMLElement) {
    this.box = box;
    this.axis = axis;
    this.length = Number(box.dataset.length);
    this.sounds = [...box.querySelectorAll("audio")].map((audio) => ({
      audio,
      begin: Number(audio.dataset.begin),
      end: Number(audio.dataset.end),
    }));
    this.now = this.sounds[0]?.begin ?? 0;
    const canvas = axis.querySelector<HTMLCanvasElement>("[data-canvas]");
    this.wave = canvas && new Wave(canvas, this.length);
    for (const [index, sound] of this.sounds.entries()) this.listen(sound, index);
    this.show();
  }

  get plays(): boolean {
    return this.sounds.some(({ audio }) => !audio.paused);
  }

  toggle(): void {
    if (this.plays) this.pause();
    else void this.play();
  }

  jump(seconds: number): void {
    this.seek(this.now + seconds);
  }

  seek(at: number, plays = this.plays): void {
    this.pause();
    this.now = seekable(this.sounds, Math.max(0, at));
    this.show();
    if (plays) void this.play();
  }

  /** Where the pointer is on the wave. */
  seekShare(share: number): void {
    this.seek(share * this.length);
  }

  setSpeed(speed: number): void {
    for (const { audio } of this.sounds) {
      audio.defaultPlaybackRate = speed;
      audio.playbackRate = speed;
    }
  }

  skipSilence(skips: boolean): void {
    this.skips = skips;
  }

  private async play(): Promise<void> {
    const last = this.sounds[this.sounds.length - 1];
    if (last && this.now >= last.end) this.now = this.sounds[0]?.begin ?? 0;
    this.current = Math.max(0, pieceAt(this.sounds, this.now));
    const sound = this.sounds[this.current];
    if (!sound) return;
    sound.audio.currentTime = Math.max(0, this.now - sound.begin);
    await sound.audio.play().catch(() => this.show());
  }

  private pause(): void {
    for (const { audio } of this.sounds) audio.pause();
  }

  private listen(sound: Sound, index: number): void {
    const { audio } = sound;
    audio.addEventListener("timeupdate", () => this.moved(sound));
    audio.addEventListener("play", () => this.show());
    audio.addEventListener("pause", () => this.show());
    audio.addEventListener("ended", () => {
      const next = this.sounds[index + 1];
      if (next) this.seek(next.begin, true);
    });
    void this.draw(sound, index);
  }

  private async draw(sound: Sound, index: number): Promise<void> {
    const answer = await fetch(sound.audio.dataset.peaks ?? "");
    if (!answer.ok) return;
    const peaks = (await answer.json()) as Peaks;
    this.wave?.add(index, sound, peaks);
    this.quiet = [...this.quiet, ...silences(sound, peaks)];
  }

  private moved(sound: Sound): void {
    if (sound.audio.paused) return;
    this.now = Math.min(sound.end, sound.begin + sound.audio.currentTime);
    const wanted = this.skips ? afterSilence(this.quiet, this.now) : this.now;
    if (wanted > this.now) sound.audio.currentTime = wanted - sound.begin;
    this.show();
  }

  private show(): void {
    const time = clock(this.now);
    const play = this.box.querySelector<HTMLElement>("[data-play]");
    for (const each of this.box.querySelectorAll<HTMLElement>("[data-shows]"))
      each.hidden = (each.dataset.shows === "pause") !== this.plays;
    if (play) {
      play.dataset.name ??= play.getAttribute("aria-label") ?? "";
      play.setAttribute("aria-label", (this.plays ? play.dataset.pause : play.dataset.name) ?? "");
    }
    for (const each of this.box.querySelectorAll("[data-now]")) each.textContent = time;
    const head = this.axis.querySelector<HTMLElement>("[data-head]");
    if (head) {
      head.hidden = false;
      head.style.left = `${(this.now / this.length) * 100}%`;
      const label = head.querySelector("[data-head-time]");
      if (label) label.textContent = time;
    }
    const slider = this.axis.querySelector("[data-wave]");
    slider?.setAttribute("aria-valuenow", String(Math.round(this.now)));
    slider?.setAttribute("aria-valuetext", `${time} / ${clock(this.length)}`);
    this.wave?.moveTo(this.now);
  }
}
