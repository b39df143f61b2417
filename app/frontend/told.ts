// Says what came of an act, at the top of the page.
const SHOWN_MS = 8_000;

function place(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-told]");
}

/** Says *sentence*; without one, that it did not work. */
export function tell(sentence: string | undefined, isFault = !sentence): void {
  const shown = document.createElement("div");
  shown.className = isFault ? "told is-fault" : "told";
  shown.textContent = sentence || (place()?.dataset.failed ?? "");
  place()?.replaceChildren(shown);
  window.setTimeout(() => shown.remove(), SHOWN_MS);
}

interface Failed {
  elt: Element;
  xhr?: XMLHttpRequest;
  requestConfig?: { verb: string; triggeringEvent?: Event };
}

/** Nothing that somebody does through htmx fails in silence. A part that says so itself has data-own-faults. */
export function watchFailures(): void {
  for (const kind of ["htmx:responseError", "htmx:sendError", "htmx:timeout"])
    document.addEventListener(kind, (event) => {
      const { elt, xhr, requestConfig } = (event as CustomEvent<Failed>).detail;
      const isDone = requestConfig?.verb !== "get" || requestConfig.triggeringEvent?.isTrusted;
      if (isDone && !elt.closest("[data-own-faults]")) tell(sentenceOf(xhr?.responseText ?? ""), true);
    });
}

/** What the page of an error says. */
function sentenceOf(page: string): string | undefined {
  const found = new DOMParser().parseFromString(page, "text/html").querySelector("[data-error-message]");
  return found?.textContent?.trim();
}
