/** The panels beside the canvas. */

export const modes = {
  modes: "Panels",
  partLoading: "Loading …",
  partFailed: "This part could not be loaded. Your drawing is not affected.",
};
