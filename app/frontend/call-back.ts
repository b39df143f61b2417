// Calls a number with the browser phone. A window of it that is there already calls at once, as loading it anew would end
// its call; else one is opened with the number in its field.
import { channel, type Message } from "../../browser/phone/channel";
import { openPhone } from "../../browser/phone/window";

/** A window that is there answers sooner than this. */
const ANSWER_MS = 200;

export function callBack(number: string): void {
  let isThere = false;
  const line = channel((message: Message) => {
    isThere ||= "phone" in message;
  });
  line.say({ to: "phone", command: "tell" });
  setTimeout(() => {
    if (isThere) line.say({ to: "phone", number });
    else openPhone(`/phone/?number=${encodeURIComponent(number)}`);
    line.close();
  }, ANSWER_MS);
}

/** Any button with data-call-number calls it. */
export function watchNumbers(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-call-number]");
    if (!button) return;
    event.preventDefault();
    callBack(button.dataset.callNumber ?? "");
  });
}
