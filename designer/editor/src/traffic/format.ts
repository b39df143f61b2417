const language = document.documentElement.lang || undefined;
const shares = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
const moments = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

export const percent = (share: number): string => shares.format(share);

export const moment = (at: string): string => moments.format(new Date(at));
