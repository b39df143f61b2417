/** The drawing as a list. */

export const en = {
  outline: "Outline",
};

export const de: typeof en = {
  outline: "Gliederung",
};
