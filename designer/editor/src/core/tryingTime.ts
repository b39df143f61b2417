/** A company's clock: moments as it shows them, and as the server reads them. */

/** "2026-11-24T13:00", as a field for date and time has it. */
export function shownBy(zone: string, moment: Date): string {
  return new Date(moment.getTime() + offsetMs(zone, moment)).toISOString().slice(0, 16);
}

/** "2026-11-24T13:00:00+01:00", or null for what is no date and time. A time that the clock skips is an hour later. */
export function momentOf(zone: string, shown: string): string | null {
  const wanted = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(shown) ? Date.parse(`${shown}Z`) : Number.NaN;
  if (Number.isNaN(wanted)) return null;
  const near = wanted - offsetMs(zone, new Date(wanted));
  const moment = new Date(wanted - offsetMs(zone, new Date(near)));
  const offset = offsetMs(zone, moment);
  return `${new Date(moment.getTime() + offset).toISOString().slice(0, 19)}${signed(offset)}`;
}

/** How far the clock is ahead of UTC. */
function offsetMs(zone: string, moment: Date): number {
  const shown = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const part = (type: string) => Number(shown.find((each) => each.type === type)?.value);
  const [year, month, day] = [part("year"), part("month"), part("day")];
  const asUtc = Date.UTC(year, month - 1, day, part("hour"), part("minute"), part("second"));
  return asUtc - Math.floor(moment.getTime() / 1000) * 1000;
}

function signed(offset: number): string {
  const minutes = Math.abs(offset) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
