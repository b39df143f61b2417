import type { Transport } from "./client";

/** How a page of the portal reaches its own server. */
export function pageTransport(page: Document): Transport {
  const meta = () => page.querySelector<HTMLMetaElement>('meta[name="csrf"]');
  return {
    fetch: (path, init) => fetch(path, init),
    csrfToken: () => meta()?.content ?? "",
    async renewToken() {
      const response = await fetch(page.location.href, { credentials: "same-origin" }).catch(() => null);
      if (!response?.ok || response.redirected) return false;
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
      const token = fresh.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content;
      const mine = meta();
      if (!token || !mine) return false;
      mine.content = token;
      return true;
    },
  };
}
