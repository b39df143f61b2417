const language = document.documentElement.lang || undefined;
const shares = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const moments = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

/** "88 %", with a space that doesn't break, in both languages: as app/amounts.py writes it. */
export const percent = (share: number): string => `${shares.format(100 * share)}\u00a0%`;

export const moment = (at: string): string => moments.format(new Date(at));
