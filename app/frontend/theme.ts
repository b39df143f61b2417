export type Theme = "light" | "dark";

export function otherTheme(theme: string | undefined): Theme {
  return theme === "dark" ? "light" : "dark";
}

/** The server reads it, so that a page comes in the right theme at once. */
export function themeCookie(theme: Theme): string {
  return `theme=${theme}; path=/; max-age=${365 * 24 * 3600}; samesite=lax`;
}
