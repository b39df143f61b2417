/** Calls on the drawing. */

export const en = {
  traffic: "Traffic",
};

export const de: typeof en = {
  traffic: "Verkehr",
};
