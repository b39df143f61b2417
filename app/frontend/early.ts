// What somebody pressed before its script had come: templates/early.html keeps it, and here it is done.

interface Early {
  held: Map<HTMLElement, HTMLElement | null | undefined>;
  stop(): void;
  isTaken?: boolean;
}

declare global {
  interface Window {
    early?: Early;
  }
}

/** Does it once the document's scripts and these *parts* of them are there. */
export function doWhatWasPressed(parts: Promise<unknown>[]): void {
  const { early } = window;
  if (!early) return;
  early.isTaken = true;
  const read = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  void Promise.allSettled([read, ...parts]).then(() => {
    early.stop();
    for (const [pressed, submitter] of early.held)
      if (pressed instanceof HTMLFormElement) pressed.requestSubmit(submitter);
      else pressed.click();
  });
}
