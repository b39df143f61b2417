// How the wall writes times, amounts and names: by the language of the page and the time zone of the company.

export interface Place {
  language: string;
  zone: string;
}

const DASH = "–";

/** 0:42, or 1:01:05 past an hour. A start in the future, by a clock that differs, is 0:00. */
export function elapsed(ms: number): string {
  return length(Math.max(0, Math.floor(ms / 1000)));
}

/** What is left: the last second counts until it is over. */
export function left(ms: number): string {
  return length(Math.max(0, Math.ceil(ms / 1000)));
}

export function length(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** "09:05" for so many minutes after midnight. */
export function timeOfDay(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}`;
}

/** "14:05:32", always with 24 hours. */
export function clock(ms: number, place: Place): string {
  return time(ms, place, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** "14:05" */
export function minute(ms: number, place: Place): string {
  return time(ms, place, { hour: "2-digit", minute: "2-digit" });
}

/** "14:05", or "21 Nov" if that was on another day, with the year if that is not the one of *now*. */
export function sinceWhen(ms: number, now: number, place: Place): string {
  if (isoDay(ms, place) === isoDay(now, place)) return minute(ms, place);
  return day(ms, place, { day: "numeric", month: "short" }, now);
}

/** "Tue 24 Nov", with the year if that is not the one of *now* */
export function shortDay(ms: number, place: Place, now = Date.now()): string {
  return day(ms, place, { weekday: "short", day: "numeric", month: "short" }, now);
}

/** "Tuesday, 24 November", with the year if that is not the one of *now* */
export function longDay(ms: number, place: Place, now = Date.now()): string {
  return day(ms, place, { weekday: "long", day: "numeric", month: "long" }, now);
}

function day(ms: number, place: Place, how: Intl.DateTimeFormatOptions, now: number): string {
  const [year, thisYear] = [ms, now].map((at) => isoDay(at, place).slice(0, 4));
  const found = time(ms, place, year === thisYear ? how : { ...how, year: "numeric" });
  // Some versions of browsers write "Tue, 24 Nov 2026", but "Tue 24 Nov".
  return place.language === "en" ? found.replace(",", "") : found;
}

/** "Tuesday" */
export function weekday(ms: number, place: Place): string {
  return time(ms, place, { weekday: "long" });
}

/** "2026-11-24": the day in the company's time zone. */
export function isoDay(ms: number, place: Place): string {
  return time(ms, { ...place, language: "sv" }, { year: "numeric", month: "2-digit", day: "2-digit" });
}

function time(ms: number, place: Place, how: Intl.DateTimeFormatOptions): string {
  return formatter(place, how).format(ms);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than using it a hundred times. */
function formatter(place: Place, how: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([place.language, place.zone, how]);
  let found = formatters.get(key);
  if (!found) {
    // The British order has no comma in "Tue 24 Nov", and 24 hours.
    const locale = place.language === "en" ? "en-GB" : place.language;
    found = new Intl.DateTimeFormat(locale, { ...how, timeZone: place.zone, hourCycle: "h23" });
    formatters.set(key, found);
  }
  return found;
}

/** A whole number with its thousands; "–" for what can't be divided. */
export function amount(value: number | null, place: Place, digits = 0): string {
  if (value === null) return DASH;
  return new Intl.NumberFormat(place.language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** "€12.40" or "12,40 €"; as app/amounts.py writes it, too. */
export function money(value: number, currency: string, place: Place): string {
  return new Intl.NumberFormat(place.language, { style: "currency", currency }).format(value);
}

const ALL = 1;
const TINY = 1e-9;

/** "74 %", with a space that doesn't break, in both languages; as app/amounts.py writes it, too. A share that would look
 * like one of the *limits*, or like all, without being it has a decimal: "79.6 %" is not yet 80 %. */
export function share(value: number | null, place: Place, limits: readonly number[] = []): string {
  if (value === null) return DASH;
  const whole = Math.floor(value * 100 + 0.5 + TINY);
  const misses = [ALL, ...limits].some(
    (limit) => Math.abs(whole / 100 - limit) < TINY && Math.abs(value - limit) > TINY,
  );
  if (!misses) return `${amount(whole, place)}\u00a0%`;
  const tenths = value * 100 < whole ? Math.floor(value * 1000 + TINY) : Math.ceil(value * 1000 - TINY);
  return `${amount(tenths / 10, place, 1)}\u00a0%`;
}

/** "Oskar L.": what a television in a shop shows of a name. A single word stays, and digits never show. */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const [first, ...rest] = words;
  if (!first || /\d/.test(name)) return "";
  const last = rest.at(-1);
  return last ? `${first} ${[...last][0]?.toUpperCase()}.` : first;
}
