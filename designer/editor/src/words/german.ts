import { editing } from "./editing.de";
import type { Words } from "./english";
import { modes } from "./modes.de";
import { outline } from "./outline.de";
import { references } from "./references.de";
import { tools } from "./tools.de";
import { traffic } from "./traffic.de";
import { trying } from "./trying.de";
import { versions } from "./versions.de";

export const german: Words = {
  ...editing,
  ...modes,
  ...outline,
  ...references,
  ...tools,
  ...traffic,
  ...trying,
  ...versions,
};
