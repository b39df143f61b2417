import { account } from "../account";
import { changed } from "../parts";
import { isUnderWay, type OrderedExport } from "./ordered";

// A note at the bottom of the page for each file that was ordered here: how far it is, then the file itself.

function tray(): HTMLElement {
  const found = document.querySelector<HTMLElement>(".export-tray");
  if (found) return found;
  const made = document.createElement("div");
  made.className = "export-tray";
  document.body.append(made);
  return made;
}

/** When to ask how far a file is although nobody said that it has come on: the line may be down. */
const LONGEST_MS = 5_000;

class Note {
  private readonly box = document.createElement("div");
  private readonly title = document.createElement("strong");
  private readonly close = document.createElement("button");
  private readonly words = document.createElement("div");
  private readonly bar = document.createElement("progress");
  private readonly link = document.createElement("a");

  constructor(private readonly texts: DOMStringMap) {
    this.box.className = "export-note";
    this.words.className = "small text-secondary";
    this.words.setAttribute("role", "status");
    this.close.type = "button";
    this.close.className = "btn-close";
    this.close.ariaLabel = texts.close ?? "";
    this.close.addEventListener("click", () => this.box.remove());
    this.link.className = "btn btn-primary btn-sm";
    this.link.textContent = texts.download ?? "";
    this.link.download = "";
    this.bar.className = "export-progress";
    this.box.append(this.title, this.close, this.words, this.bar);
    tray().append(this.box);
  }

  get isOpen(): boolean {
    return this.box.isConnected;
  }

  show(each: OrderedExport): void {
    this.title.textContent = `${each.title} (${each.format.toUpperCase()})`;
    this.bar.ariaLabel = each.title;
    if (this.words.textContent !== each.words) this.words.textContent = each.words;
    if (each.share === null) this.bar.removeAttribute("value");
    else this.bar.value = each.share;
    this.bar.hidden = !isUnderWay(each);
    if (each.file && !this.link.isConnected) this.bring(each.file);
  }

  fail(sentence: string): void {
    this.words.textContent = sentence || (this.texts.lost ?? "");
    this.bar.hidden = true;
  }

  private bring(file: string): void {
    this.link.href = file;
    this.box.append(this.link);
    this.link.click();
  }
}

async function asked(url: string, how: RequestInit = {}): Promise<OrderedExport> {
  const headers = { Accept: "application/json", "X-Account": account() };
  const answer = await fetch(url, { ...how, headers });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error?.message ?? "");
  return said;
}

async function follow(note: Note, ordered: OrderedExport, url: string): Promise<void> {
  let now = ordered;
  note.show(now);
  while (isUnderWay(now) && note.isOpen) {
    await changed(`export:${now.id}`, LONGEST_MS);
    now = await asked(url);
    note.show(now);
  }
}

/** Order the file that the pressed button of *form* names, and show how far it is. */
export async function order(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  const note = new Note(form.dataset);
  try {
    const ordered = await asked(form.action, { method: "POST", body: new FormData(form, button) });
    await follow(note, ordered, new URL(`/exports/${ordered.id}`, window.location.href).href);
  } catch (problem) {
    note.fail(problem instanceof Error && !(problem instanceof TypeError) ? problem.message : "");
  }
}
