import { Cutter } from "./cutter";
import { clearFaults, showFaults } from "./faults";
import { Recorder } from "./recorder";
import { type Answer, send } from "./send";
import { hearSpeech } from "./speech";
import { findUnsaved, forgetUnsaved, keepUnsaved, type Unsaved } from "./unsaved";
import { clock, say, size, type Words } from "./words";

const notStored = new Set(["csrf_token", "seen", "sound"]);

/** The page where a prompt is made or replaced: recorded, uploaded or written. */
export class VoiceForm {
  private readonly words: Words;
  private readonly key: string;
  private readonly cutter: Cutter;
  private readonly recorder: Recorder;
  private readonly file: HTMLInputElement;
  private readonly mostSeconds: Readonly<Record<string, number>>;
  private sound: { blob: Blob; name: string } | null = null;
  private isSending = false;

  constructor(private readonly form: HTMLFormElement) {
    this.words = JSON.parse(form.dataset.words ?? "{}");
    this.mostSeconds = JSON.parse(form.dataset.mostS ?? "{}");
    this.key = `${form.dataset.user} ${window.location.pathname}`;
    this.file = this.part<HTMLInputElement>('input[name="sound"]');
    this.cutter = new Cutter(form, this.words, (seconds) => this.lengthKnown(seconds));
    this.recorder = new Recorder(form, this.words, () => this.most(), {
      begin: () => this.drop(),
      fault: (sentence) => showFaults(form, { sound: [sentence] }),
      taken: (sound) => this.take(sound, `recording.${sound.type.includes("mp4") ? "m4a" : "webm"}`),
    });
    hearSpeech(form, this.words, (sentence) => showFaults(form, { text: [sentence] }));
    this.file.addEventListener("change", () => this.choose(this.file.files?.[0]));
    for (const way of form.querySelectorAll('input[name="source"]'))
      way.addEventListener("change", () => this.changeWay());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.save();
    });
    this.part("[data-leave]").addEventListener("click", () => void forgetUnsaved(this.key));
    window.addEventListener("pagehide", () => this.recorder.cancel());
    this.takeDrops();
    this.choose(this.file.files?.[0]); // before this script was there, or by a browser that loads the page again
    void this.offerUnsaved();
  }

  private part<T extends HTMLElement>(selector: string): T {
    return this.form.querySelector(selector) as T;
  }

  private most(): number {
    const kind = this.form.dataset.kind || this.part<HTMLSelectElement>('[name="kind"]').value;
    return this.mostSeconds[kind] ?? 600;
  }

  private get way(): string {
    return this.part<HTMLInputElement>('[name="source"]:checked').value;
  }

  private changeWay(): void {
    this.recorder.cancel();
    this.drop();
    clearFaults(this.form);
  }

  /** What was made so far is no longer wanted. */
  private drop(): void {
    this.sound = null;
    this.file.value = "";
    this.part("[data-chosen]").textContent = "";
    this.cutter.hide();
    clearFaults(this.form);
  }

  private takeDrops(): void {
    const area = this.part("[data-drop]");
    for (const event of ["dragover", "dragleave", "drop"] as const)
      area.addEventListener(event, (dragged) => {
        dragged.preventDefault();
        area.classList.toggle("is-over", event === "dragover");
        if (event === "drop") this.choose(dragged.dataTransfer?.files[0]);
      });
  }

  private choose(file: File | undefined): void {
    if (!file) return;
    const most = Number(this.form.dataset.mostBytes);
    clearFaults(this.form);
    this.cutter.hide();
    this.sound = null;
    const values = { name: file.name, size: size(file.size), most: size(most) };
    this.part("[data-chosen]").textContent = say(this.words, "chosen", values);
    const fault = file.size > most ? "tooLarge" : file.size === 0 ? "empty" : null;
    if (fault) showFaults(this.form, { sound: [say(this.words, fault, values)] });
    else void this.take(file, file.name);
  }

  private async take(blob: Blob, name: string): Promise<void> {
    this.sound = { blob, name };
    clearFaults(this.form);
    await this.keepNow();
    if (!(await this.cutter.show(blob))) this.part("[data-chosen]").append(` ${say(this.words, "dark")}`);
  }

  private lengthKnown(seconds: number): void {
    const values = { time: clock(seconds), most: clock(this.most()) };
    if (seconds > this.most() + 1) showFaults(this.form, { sound: [say(this.words, "tooLong", values)] });
  }

  private filled(): FormData {
    const form = new FormData(this.form);
    form.delete("sound");
    if (!this.cutter.isCut) for (const name of ["from_s", "to_s"]) form.delete(name);
    if (this.sound && this.way !== "speech") form.set("sound", this.sound.blob, this.sound.name);
    return form;
  }

  private async save(): Promise<void> {
    if (this.isSending || this.recorder.finish()) return;
    this.sending(true);
    clearFaults(this.form);
    this.trouble("");
    const bar = this.part("[data-progress]");
    const answer = await send(window.location.href, this.filled(), (part) => {
      bar.hidden = false;
      const shown = bar.firstElementChild as HTMLElement;
      shown.style.width = `${Math.round(100 * part)}%`;
      shown.setAttribute("aria-valuenow", String(Math.round(100 * part)));
      this.part("[data-state]").textContent = say(this.words, part < 1 ? "sending" : "making");
    });
    bar.hidden = true;
    await this.answered(answer);
  }

  private async answered(answer: Answer): Promise<void> {
    if (answer.kind === "saved") {
      await forgetUnsaved(this.key);
      window.location.assign(answer.location);
      return;
    }
    this.sending(false);
    if (answer.kind === "refused") {
      const { seen, ...others } = answer.errors;
      if (answer.seen !== null) this.part<HTMLInputElement>('[name="seen"]').value = String(answer.seen);
      showFaults(this.form, others);
      if (seen) this.trouble(seen.join(" "));
      return;
    }
    await this.keepNow();
    if (answer.kind === "failed") this.trouble(say(this.words, "failed", { message: answer.message }));
    else this.trouble(say(this.words, answer.kind), answer.kind === "session");
    this.part("[data-save]").textContent = say(this.words, "retry");
  }

  private sending(now: boolean): void {
    this.isSending = now;
    this.part<HTMLButtonElement>("[data-save]").disabled = now;
    this.part("[data-state]").textContent = "";
    this.part("[data-save]").textContent = say(this.words, "save");
  }

  private trouble(sentence: string, isSession = false): void {
    const place = this.part("[data-trouble]");
    place.hidden = sentence === "";
    place.textContent = sentence;
    if (!isSession) return;
    const link = document.createElement("a");
    link.href = this.form.dataset.signIn ?? "/";
    link.className = "alert-link ms-2";
    link.textContent = say(this.words, "signIn");
    place.append(link);
  }

  private keepNow(): Promise<void> {
    const fields: Record<string, string> = {};
    for (const [name, value] of new FormData(this.form))
      if (typeof value === "string" && !notStored.has(name)) fields[name] = value;
    const { sound } = this;
    return keepUnsaved(this.key, {
      sound: sound?.blob ?? null,
      fileName: sound?.name ?? "",
      fields,
      at: Date.now(),
    });
  }

  private async offerUnsaved(): Promise<void> {
    const found = await findUnsaved(this.key);
    if (!found) return;
    const place = this.part("[data-kept]");
    const time = new Intl.DateTimeFormat(document.documentElement.lang, {
      dateStyle: "short",
      timeStyle: "short",
    });
    const told = document.createElement("span");
    told.textContent = say(this.words, "kept", { time: time.format(found.at) });
    place.replaceChildren(
      told,
      this.button("use", () => void this.goOn(found)),
      this.button("discard", () => void forgetUnsaved(this.key)),
    );
    place.hidden = false;
  }

  private button(word: string, work: () => void): HTMLButtonElement {
    const made = document.createElement("button");
    made.type = "button";
    made.className = word === "use" ? "btn btn-sm btn-primary" : "btn btn-sm";
    made.textContent = say(this.words, word);
    made.addEventListener("click", () => {
      this.part("[data-kept]").hidden = true;
      work();
    });
    return made;
  }

  private async goOn({ sound, fileName, fields }: Unsaved): Promise<void> {
    for (const [name, value] of Object.entries(fields)) {
      const inputs = this.form.querySelectorAll<HTMLInputElement>(`[name="${name}"]`);
      for (const input of inputs)
        if (input.type === "radio" || input.type === "checkbox") input.checked = input.value === value;
        else input.value = value;
    }
    if (!sound) return;
    await this.take(sound, fileName);
    if (fields.from_s && fields.to_s) this.cutter.set(Number(fields.from_s), Number(fields.to_s));
  }
}

const form = document.querySelector<HTMLFormElement>("form[data-voice]");
if (form) new VoiceForm(form);
