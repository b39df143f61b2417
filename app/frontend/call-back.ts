// Lets the exchange call somebody back: any button with data-call-back asks at that address, and a sentence at the top of
// the page says what came of it.
const SHOWN_MS = 8_000;

interface Answer {
  said?: string;
  error?: { message?: string };
}

async function ask(url: string): Promise<Answer> {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: "{}",
    });
    return (await answer.json()) as Answer;
  } catch {
    return {};
  }
}

function tell(place: HTMLElement, { said, error }: Answer): void {
  const sentence = document.createElement("div");
  sentence.className = said ? "call-back-said" : "call-back-said is-fault";
  sentence.textContent = said ?? error?.message ?? place.dataset.failed ?? "";
  place.replaceChildren(sentence);
  setTimeout(() => sentence.remove(), SHOWN_MS);
}

async function callBack(button: HTMLButtonElement, place: HTMLElement): Promise<void> {
  button.disabled = true;
  tell(place, await ask(button.dataset.callBack ?? ""));
  button.disabled = false;
}

export function watchCallBacks(): void {
  const place = document.querySelector<HTMLElement>("[data-called-back]");
  if (!place) return;
  document.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>("[data-call-back]");
    if (button) void callBack(button, place);
  });
}
