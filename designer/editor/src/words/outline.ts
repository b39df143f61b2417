/** The drawing as a list. */

export const outline = {
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
