/** Trying a call. */

export const en = {
  tryIt: "Try it",
};

export const de: typeof en = {
  tryIt: "Ausprobieren",
};
