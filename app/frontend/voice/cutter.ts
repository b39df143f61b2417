import type WaveSurfer from "wavesurfer.js";
import type { Region } from "wavesurfer.js/dist/plugins/regions.js";
import { type Cut, isWhole, tenths, within } from "./cut";
import { say, type Words } from "./words";

const mostSeconds = 7200;
const mostUnknown = 6 * 1_048_576;

/** The wave form with its two handles, and the same as two fields for the keyboard. */
export class Cutter {
  private readonly place: HTMLElement;
  private readonly wave: HTMLElement;
  private readonly from: HTMLInputElement;
  private readonly to: HTMLInputElement;
  private readonly listen: HTMLButtonElement;
  private readonly player = new Audio();
  private drawn: WaveSurfer | null = null;
  private region: Region | null = null;
  private length = 0;
  private shown = 0;

  constructor(
    form: HTMLElement,
    private readonly words: Words,
    private readonly onLength: (seconds: number) => void,
  ) {
    this.place = form.querySelector("[data-cut]") as HTMLElement;
    this.wave = form.querySelector("[data-wave]") as HTMLElement;
    [this.from, this.to] = this.place.querySelectorAll<HTMLInputElement>("input[type=number]") as unknown as [
      HTMLInputElement,
      HTMLInputElement,
    ];
    this.listen = form.querySelector("[data-listen]") as HTMLButtonElement;
    for (const input of [this.from, this.to]) input.addEventListener("change", () => this.typed());
    this.listen.addEventListener("click", () => this.toggle());
    this.player.addEventListener("timeupdate", () => this.stopAtEnd());
    for (const event of ["play", "pause", "ended"])
      this.player.addEventListener(event, () => this.showPlaying());
  }

  get cut(): Cut {
    return within(this.length, this.from.valueAsNumber, this.to.valueAsNumber);
  }

  /** Whether a part of it was chosen. */
  get isCut(): boolean {
    return this.length > 0 && !isWhole(this.length, this.cut);
  }

  hide(): void {
    this.shown += 1;
    this.player.pause();
    this.drawn?.destroy();
    this.drawn = this.region = null;
    this.length = 0;
    this.from.value = this.to.value = "";
    this.place.hidden = true;
  }

  /** False when this browser can't read it. */
  async show(sound: Blob): Promise<boolean> {
    this.hide();
    const turn = this.shown;
    const url = URL.createObjectURL(sound);
    this.player.src = url;
    const told = await lengthOf(url);
    if (Number.isFinite(told)) this.onLength(told);
    if (!isDrawable(told, sound.size)) return false;
    this.place.hidden = false;
    const drawn = await this.draw(sound).catch(() => null);
    if (turn !== this.shown) return true;
    if (!drawn) {
      this.place.hidden = true;
      return false;
    }
    return true;
  }

  private async draw(sound: Blob): Promise<WaveSurfer> {
    const [{ default: Wave }, { default: Regions }] = await Promise.all([
      import("wavesurfer.js"),
      import("wavesurfer.js/dist/plugins/regions.js"),
    ]);
    const regions = Regions.create();
    const colour = getComputedStyle(this.wave).color;
    const drawn = Wave.create({
      container: this.wave,
      height: 96,
      waveColor: colour,
      progressColor: colour,
      cursorWidth: 0,
      interact: false,
      normalize: true,
      cspNonce: document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content,
      plugins: [regions],
    });
    this.drawn = drawn;
    await drawn.loadBlob(sound);
    this.length = drawn.getDecodedData()?.duration ?? drawn.getDuration();
    this.onLength(this.length);
    for (const input of [this.from, this.to]) input.max = tenths(this.length);
    this.region = regions.addRegion({
      start: 0,
      end: this.length,
      drag: false,
      color: "rgba(120, 140, 190, 0.22)",
    });
    this.region.on("update", () =>
      this.fill({ from: this.region?.start ?? 0, to: this.region?.end ?? this.length }),
    );
    this.fill({ from: 0, to: this.length });
    return drawn;
  }

  set(from: number, to: number): void {
    this.fill(within(this.length, from, to));
    this.typed();
  }

  private typed(): void {
    const cut = this.cut;
    this.fill(cut);
    this.region?.setOptions({ start: cut.from, end: cut.to });
  }

  private fill({ from, to }: Cut): void {
    this.from.value = tenths(from);
    this.to.value = tenths(to);
  }

  private toggle(): void {
    if (!this.player.paused) {
      this.player.pause();
      return;
    }
    this.player.currentTime = this.cut.from;
    void this.player.play().catch(() => this.showPlaying());
  }

  private stopAtEnd(): void {
    if (this.length && this.player.currentTime >= this.cut.to) this.player.pause();
  }

  private showPlaying(): void {
    const plays = !this.player.paused && !this.player.ended;
    this.listen.classList.toggle("is-playing", plays);
    this.listen.setAttribute("aria-pressed", String(plays));
    const word = this.listen.querySelector("[data-listen-word]");
    if (word) word.textContent = say(this.words, plays ? "pause" : "play");
  }
}

/** A browser takes a sound apart as a whole: hours of it would fill its memory. */
function isDrawable(seconds: number, bytes: number): boolean {
  if (seconds === Number.POSITIVE_INFINITY) return bytes <= mostUnknown;
  return seconds <= mostSeconds;
}

/** In seconds: not a number when the browser can't read it, infinite when the file doesn't say. */
function lengthOf(url: string): Promise<number> {
  const audio = new Audio();
  audio.preload = "metadata";
  return new Promise((resolve) => {
    audio.onloadedmetadata = () => resolve(audio.duration);
    audio.onerror = () => resolve(Number.NaN);
    audio.src = url;
  });
}
