/** What the page says, as its template wrote it in the person's language. */
export type Words = Readonly<Record<string, string>>;

export function say(words: Words, key: string, values: Readonly<Record<string, string>> = {}): string {
  return (words[key] ?? key).replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** 0:07 or 12:30. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function size(bytes: number): string {
  if (bytes >= 1_048_576) return `${(bytes / 1_048_576).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1024))} kB`;
}
