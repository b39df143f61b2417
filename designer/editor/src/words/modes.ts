/** The panels beside the canvas. */

export const en = {
  modes: "Panels",
};

export const de: typeof en = {
  modes: "Bereiche",
};
