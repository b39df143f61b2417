// What if somebody more had been there: shown once the portal can work it out.
import type { Track } from "./player";

export function WhatIf(_: { track: Track }) {
  return null;
}
