// What somebody is doing, as a shape: each state has its own, so that none is told by its colour alone.
import type { ReactNode } from "react";
import type { PersonState } from "./rows";

const PAPER = "var(--tblr-bg-surface)";
const BARS = (
  <path d="M4.4 5.8v2.4M7 4.2v5.6M9.6 5.8v2.4" stroke={PAPER} strokeWidth="1.6" strokeLinecap="round" />
);
const SOFT = "var(--tblr-secondary-color)";
const BUSY = "var(--tblr-link-color)";

function disc(color: string, inside: ReactNode): ReactNode {
  return (
    <>
      <circle cx="7" cy="7" r="6.5" fill={color} />
      {inside}
    </>
  );
}

function ring(color: string, inside: ReactNode): ReactNode {
  return (
    <>
      <circle cx="7" cy="7" r="5.7" fill="none" stroke={color} strokeWidth="1.6" />
      {inside}
    </>
  );
}

const SHAPES: Record<PersonState, ReactNode> = {
  free: disc(
    "var(--o-answered)",
    <path d="M4 7.2 6.2 9.3 10 5" fill="none" stroke={PAPER} strokeWidth="1.8" />,
  ),
  ringing: ring(BUSY, <circle cx="7" cy="7" r="2.4" fill={BUSY} />),
  talking: disc(BUSY, BARS),
  internal: (
    <>
      <rect x=".8" y=".8" width="12.4" height="12.4" rx="3.5" fill={SOFT} />
      {BARS}
    </>
  ),
  wrap_up: ring("var(--o-voicemail)", <path d="M7 7V1.2A5.8 5.8 0 0 1 7 12.8z" fill="var(--o-voicemail)" />),
  paused: disc("var(--watch-line)", <path d="M5.4 4.6v4.8M8.6 4.6v4.8" stroke={PAPER} strokeWidth="1.7" />),
  do_not_disturb: disc("var(--act-line)", <path d="M4 7h6" stroke={PAPER} strokeWidth="2" />),
  away: ring(SOFT, null),
  not_connected: ring(SOFT, <path d="M2.6 11.4 11.4 2.6" stroke={SOFT} strokeWidth="1.6" />),
  outside_hours: ring(SOFT, <path d="M7 3.8V7l2.2 1.4" fill="none" stroke={SOFT} strokeWidth="1.4" />),
};

export function Presence({ state, size = 14 }: { state: PersonState; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 14 14" aria-hidden="true">
      {SHAPES[state]}
    </svg>
  );
}
