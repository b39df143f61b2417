/** The part of Plotly's cartesian bundle that the pages use. */
declare module "plotly.js-cartesian-dist-min" {
  type Part = Record<string, unknown>;
  interface Clicked {
    points: { customdata?: unknown }[];
  }
  export interface PlotElement extends HTMLElement {
    on(event: "plotly_click", handle: (clicked: Clicked) => void): void;
  }
  interface Plotly {
    react(place: HTMLElement, data: Part[], layout: Part, config: Part): Promise<PlotElement>;
    restyle(place: HTMLElement, change: Part, traces?: number[]): Promise<PlotElement>;
    update(place: HTMLElement, traces: Part, layout: Part): Promise<PlotElement>;
    relayout(place: HTMLElement, layout: Part): Promise<PlotElement>;
    downloadImage(place: HTMLElement, how: Part): Promise<string>;
    purge(place: HTMLElement): void;
    register(locale: Part): void;
  }
  const plotly: Plotly;
  export default plotly;
}
