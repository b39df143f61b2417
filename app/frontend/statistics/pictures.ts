// Draws the pictures of cards. Plotly is fetched with the first one, and a change of theme gives them other colours.
import type { Theme } from "../theme";
import { coloured, rolesOf, template } from "./palette";

interface Figure {
  data: Record<string, unknown>[];
  layout: Record<string, unknown>;
  height: number;
  phoneHeight: number;
}

const PHONE = "(max-width: 991px)";
const CONFIG = { displayModeBar: false, responsive: true };
const drawn = new Map<HTMLElement, Figure>();

async function plotly() {
  return (await import("plotly.js-cartesian-dist-min")).default;
}

function theme(): Theme {
  return document.documentElement.dataset.bsTheme === "dark" ? "dark" : "light";
}

/** The marks of the other period are as wide as the bars that they stand at. */
function sized(trace: Record<string, unknown>, width: number): Record<string, unknown> {
  if (trace.mode !== "markers") return trace;
  const bars = Array.isArray(trace.x) ? trace.x.length : 1;
  const size = Math.max(3, Math.min(26, (0.62 * (width - 48)) / bars));
  return { ...trace, marker: { ...(trace.marker as object), size } };
}

async function show(place: HTMLElement, figure: Figure): Promise<HTMLElement & { on: unknown }> {
  const roles = rolesOf(theme());
  const height = matchMedia(PHONE).matches ? figure.phoneHeight : figure.height;
  place.style.minHeight = `${height}px`;
  const data = figure.data.map((each) => sized(each, place.clientWidth));
  const layout = { ...coloured(figure.layout, roles), height, template: { layout: template(roles) } };
  const separators = document.documentElement.lang === "de" ? ",." : ".,";
  return (await plotly()).react(place, coloured(data, roles), { ...layout, separators }, CONFIG);
}

/** The address that a bar or a cell leads to: the first of its custom data. */
function target(point: { customdata?: unknown } | undefined): string {
  const [href] = Array.isArray(point?.customdata) ? point.customdata : [];
  return typeof href === "string" ? href : "";
}

async function draw(place: HTMLElement): Promise<void> {
  const figure = JSON.parse(place.dataset.figure ?? "") as Figure;
  drawn.set(place, figure);
  const shown = (await show(place, figure)) as Awaited<
    ReturnType<typeof import("plotly.js-cartesian-dist-min").default.react>
  >;
  shown.on("plotly_click", ({ points }) => {
    const href = target(points[0]);
    if (href) location.assign(href);
  });
  place.dataset.drawn = "";
}

/** Draws what came into *root* just now. */
export function drawIn(root: ParentNode): void {
  for (const place of drawn.keys()) if (!place.isConnected) drawn.delete(place);
  for (const place of root.querySelectorAll<HTMLElement>("[data-figure]:not([data-drawn])")) void draw(place);
}

/** Shows or hides one outcome of a picture. */
export async function toggle(button: HTMLElement): Promise<void> {
  const place = button.closest(".stat-inside")?.querySelector<HTMLElement>("[data-figure]");
  if (!place) return;
  const isShown = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(isShown));
  await (await plotly()).restyle(place, { visible: isShown }, [Number(button.dataset.trace)]);
}

export async function savePicture(place: HTMLElement, name: string): Promise<void> {
  const { width, height } = place.getBoundingClientRect();
  await (await plotly()).downloadImage(place, { format: "png", width, height, scale: 2, filename: name });
}

/** Gives all pictures the colours of the theme, and the height of the screen, when either changes. */
export function watchTheme(): void {
  const again = () => {
    for (const [place, figure] of drawn) if (place.isConnected) void show(place, figure);
  };
  new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  matchMedia(PHONE).addEventListener("change", again);
}
