// Buttons that copy what stands beside them.

async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea"); // a portal without https has no clipboard
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

document.addEventListener("click", async (event) => {
  const button = (event.target as HTMLElement).closest<HTMLElement>("[data-copy]");
  const words = button?.querySelector("span");
  if (!button || !words) return;
  await copy(button.dataset.copy ?? "");
  words.textContent = button.dataset.copied ?? "";
  words.setAttribute("role", "status");
});
