import type { modes as english } from "./modes";

export const modes: typeof english = {
  modes: "Bereiche",
  partLoading: "Wird geladen …",
  partFailed: "Dieser Teil konnte nicht geladen werden. Ihre Zeichnung ist davon nicht betroffen.",
};
