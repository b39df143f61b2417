/** How long an answer may take. */
export const LIMIT_MS = 15_000;

/** What a page gives to reach its own server. */
export interface Transport {
  fetch(path: string, init: RequestInit): Promise<Response>;
  csrfToken(): string;
  /** Fetches a token again after a new sign-in; false while nobody is signed in. */
  renewToken(): Promise<boolean>;
}

/** How a page of the portal reaches its own server. */
export function pageTransport(page: Document): Transport {
  const meta = () => page.querySelector<HTMLMetaElement>('meta[name="csrf"]');
  return {
    fetch: (path, init) => fetch(path, init),
    csrfToken: () => meta()?.content ?? "",
    async renewToken() {
      const signal = AbortSignal.timeout(LIMIT_MS);
      const response = await fetch(page.location.href, { credentials: "same-origin", signal }).catch(
        () => null,
      );
      if (!response?.ok || response.redirected) return false;
      const text = await response.text().catch(() => "");
      const fresh = new DOMParser().parseFromString(text, "text/html");
      const token = fresh.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content;
      const mine = meta();
      if (!token || !mine) return false;
      mine.content = token;
      return true;
    },
  };
}
