import type { AriaLabelConfig } from "@xyflow/react";
import { t } from "../language";

/** What React Flow says to screen readers, in the language of the page. */
export const canvasWords: Partial<AriaLabelConfig> = {
  "node.a11yDescription.default": t("nodeHelp"),
  "node.a11yDescription.keyboardDisabled": t("nodeHelp"),
  "node.a11yDescription.ariaLiveMessage": ({ x, y }) => t("moved", { x: Math.round(x), y: Math.round(y) }),
  "edge.a11yDescription.default": t("wireHelp"),
  "controls.ariaLabel": t("fit"),
  "controls.zoomIn.ariaLabel": t("zoomIn"),
  "controls.zoomOut.ariaLabel": t("zoomOut"),
  "controls.fitView.ariaLabel": t("fit"),
  "minimap.ariaLabel": t("minimap"),
};
