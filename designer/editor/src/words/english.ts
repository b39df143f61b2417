import { editing } from "./editing";
import { modes } from "./modes";
import { outline } from "./outline";
import { references } from "./references";
import { tools } from "./tools";
import { traffic } from "./traffic";
import { trying } from "./trying";
import { versions } from "./versions";

/** Every word of the editor. What the catalogue says comes translated from the server. */
export const english = {
  ...editing,
  ...modes,
  ...outline,
  ...references,
  ...tools,
  ...traffic,
  ...trying,
  ...versions,
};

export type Words = typeof english;
