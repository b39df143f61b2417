/** What was published before. */

export const en = {
  versions: "Versions",
};

export const de: typeof en = {
  versions: "Versionen",
};
