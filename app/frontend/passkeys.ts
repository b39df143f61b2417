// Passkeys: the server says what to ask the browser for, the browser asks the person, and the answer goes back as JSON.

interface Problem {
  error?: { message?: string };
}

/** Passkeys belong to a name: at an IP address there are none. */
function isThere(): boolean {
  const isAddress = /^[\d.]+$|:/.test(location.hostname);
  return !isAddress && typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === "function";
}

async function post(url: string, data: object): Promise<Record<string, unknown>> {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(data) });
  const body = await answer.json();
  if (!answer.ok) throw new Error((body as Problem).error?.message ?? answer.statusText);
  return body;
}

async function shown(place: HTMLElement, how: CredentialRequestOptions = {}): Promise<void> {
  const { options = "", answer = "", next = "", step = "" } = place.dataset;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    (await post(options, { step })) as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  const credential = (await navigator.credentials.get({ publicKey, ...how })) as PublicKeyCredential;
  go(await post(answer, { answer: credential.toJSON(), next, step }));
}

async function added(form: HTMLFormElement): Promise<void> {
  const { options = "", answer = "" } = form.dataset;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    (await post(options, {})) as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  go(await post(answer, { answer: credential.toJSON(), name: new FormData(form).get("name") }));
}

function go(answer: Record<string, unknown>): void {
  window.location.assign(String(answer.next));
}

/** One at a time: what waits in the e-mail's field ends when the button is pressed. */
let waiting: AbortController | null = null;

async function attempt(place: HTMLElement, ask: () => Promise<void>): Promise<void> {
  const fault = place.querySelector<HTMLElement>("[data-passkey-fault]");
  const button = place.querySelector<HTMLButtonElement>("button");
  waiting?.abort();
  if (fault) fault.textContent = "";
  if (button) button.disabled = true;
  try {
    await ask();
  } catch (problem) {
    const isCancelled = problem instanceof DOMException;
    if (fault) fault.textContent = isCancelled ? (place.dataset.cancelled ?? "") : (problem as Error).message;
    if (button) button.disabled = false;
    button?.focus();
  }
}

/** Offered by the browser beside the addresses that it knows; whoever types one instead never notices. */
async function offerInField(place: HTMLElement): Promise<void> {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  waiting = new AbortController();
  try {
    await shown(place, { mediation: "conditional", signal: waiting.signal });
  } catch (problem) {
    const fault = place.querySelector<HTMLElement>("[data-passkey-fault]");
    if (fault && !(problem instanceof DOMException)) fault.textContent = (problem as Error).message;
  }
}

function begin(place: HTMLElement): void {
  place.hidden = false;
  if (place instanceof HTMLFormElement) {
    document.querySelector("[data-passkey-missing]")?.remove();
    place.querySelector<HTMLInputElement>("input[autofocus]")?.focus();
    place.addEventListener("submit", (event) => {
      event.preventDefault();
      void attempt(place, () => added(place));
    });
    return;
  }
  place.querySelector("button")?.addEventListener("click", () => void attempt(place, () => shown(place)));
  if (place.dataset.step === "first") void offerInField(place);
}

export function beginAll(): void {
  if (!isThere()) return;
  for (const place of document.querySelectorAll<HTMLElement>("[data-passkey]")) begin(place);
}
