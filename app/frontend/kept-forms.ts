// What somebody typed is not lost when the session ends meanwhile. A form that is sent leaves its fields in this tab; the
// cookie "kept" says of which page the server did not take them, and then they are filled in again after signing in.
import { account as person } from "./account";
import { type Field, fill, outcome, read, type SentForm } from "./kept-fields";

const PLACE = "kept form";
const COOKIE = "kept";
let edited: HTMLFormElement | null = null;

function here(): string {
  return location.pathname + location.search;
}

/** Whether the server refused what was sent from *page*; another tab may have to know of another one. */
function wasNotTaken(page: string): boolean {
  const cookies = document.cookie.split("; ").map((each) => each.split("="));
  return cookies.some(([name, value]) => name === COOKIE && decodeURIComponent(value ?? "") === page);
}

function dropCookie(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140
  document.cookie = `${COOKIE}=; path=/; max-age=0; samesite=lax`;
}

function sameForms(action: string): HTMLFormElement[] {
  return [...document.forms].filter((each) => each.method === "post" && each.action === action);
}

function keep(form: HTMLFormElement, isLost = false): void {
  if (form.method !== "post" || !person()) return;
  const fields = read(form);
  const place = sameForms(form.action).indexOf(form);
  if (fields.length === 0 || place < 0) return;
  const kept: SentForm = { page: here(), person: person(), action: form.action, place, fields, isLost };
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(kept));
  } catch {
    sessionStorage.removeItem(PLACE); // too large for the browser: then it can't be kept
  }
}

function kept(): SentForm | null {
  const found = sessionStorage.getItem(PLACE);
  return found === null ? null : JSON.parse(found);
}

function giveBack(form: HTMLFormElement, fields: Field[]): void {
  form.dispatchEvent(new CustomEvent("kept:fill", { bubbles: true, detail: fields }));
  fill(form, fields);
  form.dataset.givenBack = "";
  const said = document.getElementById("kept-form");
  if (said) said.hidden = false;
  form.scrollIntoView({ block: "nearest" });
  form.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
}

function look(): void {
  const found = kept();
  if (!found) return;
  const isRefused = wasNotTaken(found.page);
  const { waits, comesBack } = outcome(found, { page: here(), person: person(), wasNotTaken: isRefused });
  const form = comesBack && sameForms(comesBack.action)[comesBack.place];
  if (comesBack && !form) return; // the page of an error stands where the form was sent to
  if (isRefused) dropCookie();
  if (waits) sessionStorage.setItem(PLACE, JSON.stringify(waits));
  else sessionStorage.removeItem(PLACE);
  if (form) giveBack(form, comesBack.fields);
}

/** Somebody leaves the page to sign in again: what was typed last waits for them, and nothing asks whether they mean it. */
export function keepForSigningIn(): void {
  if (edited?.isConnected) keep(edited, true);
  document.dispatchEvent(new CustomEvent("kept:leave"));
}

for (const kind of ["input", "change"])
  document.addEventListener(kind, (event) => {
    edited = (event.target as HTMLInputElement).form ?? edited;
  });
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target instanceof HTMLFormElement) keep(event.target);
});
look();
