import type { outline as english } from "./outline";

export const outline: typeof english = {
  outline: "Gliederung",
  outlineHelp:
    "Pfeiltasten gehen durch die Liste. Enter führt zu den Feldern darunter, + fügt einen Baustein ein, Entf löscht ihn.",
  outlineAside: "Zu diesen kommt kein Anruf",
  outlineFree: "führt noch nirgendwohin",
  outlineAgain: "{label}, steht an anderer Stelle",
  outlineName: "Name",
  outlineSettings: "Einstellungen",
  outlineAdd: "Baustein hier einfügen",
  outlineAddAfter: "Baustein danach einfügen",
  outlineGo: "Zu seiner Stelle",
  outlineFold: "Zu- oder aufklappen",
};
