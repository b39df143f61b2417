// Outcomes are told apart by a pattern as well as by a colour.
const PAPER = "var(--tblr-bg-surface)";

export const OUTCOMES = ["answered", "missed", "voicemail", "abandoned"] as const;

/** Where a stack takes its fill from; parts that are no outcomes have plain colours. */
export function fillOf(part: string): string {
  const plain: Record<string, string> = {
    in: "var(--chart-main)",
    out: "var(--chart-past)",
    internal: "var(--chart-soft)",
  };
  return plain[part] ?? `url(#pattern-${part})`;
}

/** Once on a page. */
export function Patterns() {
  return (
    <svg width="0" height="0" style={{ position: "absolute" }} aria-hidden="true">
      <defs>
        <pattern
          id="pattern-abandoned"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill="var(--o-abandoned)" />
          <rect width="2" height="6" fill={PAPER} />
        </pattern>
        <pattern id="pattern-voicemail" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect width="5" height="5" fill="var(--o-voicemail)" />
          <circle cx="2.5" cy="2.5" r="1.1" fill={PAPER} />
        </pattern>
        <pattern id="pattern-missed" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="var(--o-missed)" />
        </pattern>
        <pattern id="pattern-answered" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="var(--o-answered)" />
        </pattern>
      </defs>
    </svg>
  );
}

export function Key({ part }: { part: string }) {
  return (
    <svg className="key" width="12" height="12" aria-hidden="true">
      <rect width="12" height="12" rx="2" fill={fillOf(part)} />
    </svg>
  );
}
