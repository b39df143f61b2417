// Whom somebody means who writes a name or an extension.

export interface Employee {
  id: string;
  extension: string;
  name: string;
}

/** *people* have texts such as "102 Ben Kaya". Only one whom nothing else could mean is found. */
export function found(people: readonly { id: string; text: string }[], typed: string): Employee | null {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return null;
  const all = people.map(({ id, text }) => {
    const [extension = "", ...words] = text.split(" ");
    return { id, extension, name: words.join(" ") };
  });
  const exact = all.filter(
    ({ extension, name }) =>
      extension === wanted ||
      name.toLowerCase() === wanted ||
      `${extension} ${name}`.toLowerCase() === wanted,
  );
  const meant = exact.length > 0 ? exact : all.filter(({ name }) => name.toLowerCase().includes(wanted));
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

export function filled(text: string, employee: Employee): string {
  return text
    .replaceAll("{id}", employee.id)
    .replaceAll("{extension}", employee.extension)
    .replaceAll("{name}", employee.name);
}
