/** The panels beside the canvas. */

export const en = {
  modes: "Panels",
  partLoading: "Loading …",
  partFailed: "This part could not be loaded. Your drawing is not affected.",
};

export const de: typeof en = {
  modes: "Bereiche",
  partLoading: "Wird geladen …",
  partFailed: "Dieser Teil konnte nicht geladen werden. Ihre Zeichnung ist davon nicht betroffen.",
};
