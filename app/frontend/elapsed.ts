/** 1:05, or 1:01:05 past an hour; a clock that runs behind the server's shows 0:00. */
export function elapsed(since: string, now: number): string {
  return clock(Math.max(0, Math.floor((now - Date.parse(since)) / 1000)));
}

/** Seconds as a clock shows them: 0:42, or 1:01:05 past an hour. */
export function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
