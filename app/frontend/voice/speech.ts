import { say, type Words } from "./words";

/** Lets somebody hear what they wrote before they save it. */
export function hearSpeech(form: HTMLFormElement, words: Words, onFault: (sentence: string) => void): void {
  const button = form.querySelector("[data-speak]:not(form)") as HTMLButtonElement;
  const player = new Audio();
  let url = "";
  button.hidden = false;
  const show = () => {
    const plays = !player.paused && !player.ended;
    button.classList.toggle("is-playing", plays);
    button.setAttribute("aria-pressed", String(plays));
  };
  for (const event of ["play", "pause", "ended"]) player.addEventListener(event, show);
  button.addEventListener("click", async () => {
    if (!player.paused) return player.pause();
    button.disabled = true;
    const answer = await fetch(form.dataset.speak ?? "", { method: "POST", body: asked(form) }).catch(
      () => null,
    );
    button.disabled = false;
    if (!answer?.ok) return onFault(await reason(answer, words));
    URL.revokeObjectURL(url);
    url = URL.createObjectURL(await answer.blob());
    player.src = url;
    void player.play().catch(show);
  });
}

function asked(form: HTMLFormElement): FormData {
  const all = new FormData(form);
  const wanted = new FormData();
  for (const name of ["csrf_token", "text"]) wanted.set(name, all.get(name) ?? "");
  wanted.set("language", all.get("language") ?? form.dataset.language ?? "");
  return wanted;
}

async function reason(answer: Response | null, words: Words): Promise<string> {
  const body = (await answer?.json().catch(() => null)) as { error?: { message: string } } | null;
  return body?.error?.message ?? say(words, answer ? "session" : "unreachable");
}
