// Lets the exchange call somebody back: any button with data-call-back asks at that address, and a sentence at the top of
// the page says what came of it.
import { tell } from "./told";

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

async function callBack(button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  const { said, error } = await ask(button.dataset.callBack ?? "");
  tell(said ?? error?.message, !said);
  button.disabled = false;
}

export function watchCallBacks(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>("[data-call-back]");
    if (button) void callBack(button);
  });
}
