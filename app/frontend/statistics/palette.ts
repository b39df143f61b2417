/** The colours of pictures in each theme, and how a figure from the server gets them. */
import type { Theme } from "../theme";

export type Roles = Readonly<Record<string, string>>;

const light: Roles = {
  text: "#262626",
  axis: "#566174",
  grid: "#e6e9f0",
  card: "#ffffff",
  line: "#e1e5ed",
  head: "#171717",
  main: "#2f62d0",
  soft: "#b9cbf5",
  past: "#8a94a6",
  answered: "#0b7d63",
  voicemail: "#7a52e0",
  missed: "#b3261e",
  abandoned: "#b88100",
  blocked: "#38424f",
  test: "#818da1",
  o1: "#0b7d63",
  o2: "#b88100",
  o3: "#7a52e0",
  o4: "#b3261e",
  o5: "#38424f",
  o6: "#818da1",
  heat0: "#f7f8fb",
  heat1: "#e0e9fc",
  heat2: "#b9cdf7",
  heat3: "#84a5ee",
  heat4: "#3f6fd6",
  heat5: "#1d479f",
  word0: "#566174",
  word1: "#262626",
  word2: "#262626",
  word3: "#0c1a3a",
  word4: "#ffffff",
  word5: "#ffffff",
};

const dark: Roles = {
  text: "#e5e7ec",
  axis: "#a3aec2",
  grid: "#262e3d",
  card: "#171c27",
  line: "#2a3242",
  head: "#ffffff",
  main: "#7ea2ff",
  soft: "#33477a",
  past: "#71809a",
  answered: "#2fb58d",
  voicemail: "#a688ff",
  missed: "#f4694f",
  abandoned: "#f2cb5f",
  blocked: "#6b7890",
  test: "#a9b5c8",
  o1: "#2fb58d",
  o2: "#f2cb5f",
  o3: "#a688ff",
  o4: "#f4694f",
  o5: "#6b7890",
  o6: "#a9b5c8",
  heat0: "#1b212d",
  heat1: "#1f2b48",
  heat2: "#2b4173",
  heat3: "#3f62b3",
  heat4: "#7ea2ff",
  heat5: "#c9d8ff",
  word0: "#a3aec2",
  word1: "#f1f4fb",
  word2: "#f1f4fb",
  word3: "#f1f4fb",
  word4: "#0c1222",
  word5: "#0c1222",
};

export function rolesOf(theme: Theme): Roles {
  return theme === "dark" ? dark : light;
}

/** A copy of what the server sent, with colours in the place of roles such as "@answered". */
export function coloured<Part>(part: Part, roles: Roles): Part {
  if (typeof part === "string") return (part.startsWith("@") ? (roles[part.slice(1)] ?? part) : part) as Part;
  if (Array.isArray(part)) return part.map((each) => coloured(each, roles)) as Part;
  if (part === null || typeof part !== "object") return part;
  const entries = Object.entries(part).map(([name, value]) => [name, kept(name, value, roles)]);
  return Object.fromEntries(entries) as Part;
}

/** Names and numbers of the company are no roles, even if one begins with "@". */
const TEXTS = new Set(["customdata", "x", "y", "name", "ticktext", "tickvals", "text"]);

function kept(name: string, value: unknown, roles: Roles): unknown {
  return TEXTS.has(name) ? value : coloured(value, roles);
}

/** What all pictures have in common. */
export function template(roles: Roles): Record<string, unknown> {
  return {
    font: {
      family: "system-ui, -apple-system, Segoe UI, Roboto, sans-serif",
      size: 12,
      color: roles.axis,
    },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    margin: { l: 40, r: 8, t: 8, b: 28 },
    showlegend: false,
    barmode: "stack",
    bargap: 0.3,
    dragmode: false,
    xaxis: {
      showgrid: false,
      zeroline: false,
      fixedrange: true,
      linecolor: roles.line,
      ticks: "outside",
      ticklen: 5,
      tickcolor: "rgba(0,0,0,0)",
      tickfont: { size: 11 },
      ticklabeloverflow: "hide past div",
    },
    yaxis: {
      gridcolor: roles.grid,
      zeroline: false,
      rangemode: "tozero",
      nticks: 5,
      separatethousands: true,
      fixedrange: true,
      tickfont: { size: 11 },
    },
    hovermode: "x unified",
    hoverlabel: {
      bgcolor: roles.card,
      bordercolor: roles.line,
      font: { size: 12, color: roles.text },
    },
    uniformtext: { minsize: 11, mode: "hide" },
  };
}
