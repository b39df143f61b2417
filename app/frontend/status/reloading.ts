// Loads the page of a TV screen anew, but only once all that it needs can be had: nobody is there to press a button.
const AGAIN_MS = 5_000;

type Get = (url: string) => Promise<{ ok: boolean; status: number; text(): Promise<string> }>;

/** The addresses of the scripts and styles of a page. */
export function neededBy(html: string): string[] {
  return [...html.matchAll(/\b(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, url]) => url as string);
}

/** Whether a page is there with all its scripts and styles. That of a screen that has ended says so, and needs less. */
export async function isWhole(url: string, get: Get): Promise<boolean> {
  try {
    const page = await get(url);
    if (!page.ok) return page.status === 404;
    const found = await Promise.all(neededBy(await page.text()).map(get));
    return found.every(({ ok }) => ok);
  } catch {
    return false; // the portal is being started again
  }
}

export async function reloadOnceWhole(): Promise<void> {
  if (await isWhole(location.href, (url) => fetch(url, { cache: "reload" }))) location.reload();
  else setTimeout(reloadOnceWhole, AGAIN_MS);
}
