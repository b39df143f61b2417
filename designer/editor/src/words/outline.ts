/** The drawing as a list. */

export const en = {
  outline: "Outline",
  outlineHelp:
    "Arrow keys go through the list. Enter leads to the fields below, + adds a block, Delete removes it.",
  outlineAside: "No call reaches these",
  outlineFree: "leads nowhere yet",
  outlineAgain: "{label}, listed elsewhere",
  outlineName: "Name",
  outlineSettings: "Settings",
  outlineAdd: "Add a block here",
  outlineAddAfter: "Add a block after this",
  outlineGo: "Go to its place",
  outlineFold: "Fold or unfold",
};

export const de: typeof en = {
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
