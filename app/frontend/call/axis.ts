// The time of a call, and the pieces of it that were recorded. Pure: no page, no sound.

/** A recording on the axis of its call, in seconds since the call began. */
export interface Piece {
  begin: number;
  end: number;
}

/** How loud each side is, in equal parts of a piece: 0 to 255. `right` is empty if there is one side only. */
export interface Peaks {
  left: number[];
  right: number[];
}

export const QUIET = 6;
/** A pause of people who think is no silence yet. */
export const SHORTEST_SILENCE_S = 2;
/** A word begins more quietly than it is loud. */
const MARGIN_S = 0.4;

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** The piece that is heard at `at`, or the next one after it; -1 if there is none any more. */
export function pieceAt(pieces: readonly Piece[], at: number): number {
  return pieces.findIndex(({ end }) => at < end);
}

/** Where a jump leads: within the recorded part of the call. */
export function seekable(pieces: readonly Piece[], at: number): number {
  const last = pieces[pieces.length - 1];
  if (!last) return 0;
  const found = pieces[pieceAt(pieces, at)];
  return found ? Math.max(found.begin, at) : last.end;
}

/** Stretches of a piece in which nobody says anything, on the axis of the call. */
export function silences(piece: Piece, peaks: Peaks): Piece[] {
  const count = peaks.left.length;
  const part = (piece.end - piece.begin) / Math.max(1, count);
  const found: Piece[] = [];
  let since = -1;
  for (let at = 0; at <= count; at++) {
    const loudest = Math.max(peaks.left[at] ?? 0, peaks.right[at] ?? 0);
    if (at < count && loudest <= QUIET) {
      if (since < 0) since = at;
      continue;
    }
    const begin = piece.begin + since * part + MARGIN_S;
    const end = piece.begin + at * part - MARGIN_S;
    if (since >= 0 && end - begin >= SHORTEST_SILENCE_S) found.push({ begin, end });
    since = -1;
  }
  return found;
}

/** Where to go on at `at` if silence is skipped. */
export function afterSilence(quiet: readonly Piece[], at: number): number {
  return quiet.find(({ begin, end }) => begin <= at && at < end)?.end ?? at;
}

/** The loudest of the parts of `values` that a bar from `begin` to `end` (shares of the piece) stands for. */
export function loudest(values: readonly number[], begin: number, end: number): number {
  const from = Math.floor(begin * values.length);
  const until = Math.max(from + 1, Math.ceil(end * values.length));
  return values.slice(from, until).reduce((most, value) => Math.max(most, value), 0);
}
