import type { IconProps } from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";

interface SectionProps {
  icon: ComponentType<IconProps>;
  title: string;
  /** What is set in it, in a few words. */
  summary: string;
  children: ReactNode;
}

/** Choices that are seldom made, folded. */
export function Section({ icon: Icon, title, summary, children }: SectionProps) {
  return (
    <details className="try-section">
      <summary>
        <Icon className="try-section-icon" size={18} stroke={1.75} aria-hidden="true" />
        <span>
          <span className="try-section-title">{title}</span>
          <span className="try-section-state">{summary}</span>
        </span>
      </summary>
      <div className="try-section-body">{children}</div>
    </details>
  );
}
