import type { IconProps } from "@tabler/icons-react";
import type { ComponentType } from "react";

interface ToolProps {
  icon: ComponentType<IconProps>;
  label: string;
  keys?: string;
  disabled?: boolean;
  /** Set for a tool that opens something. */
  expanded?: boolean;
  onClick: () => void;
}

/** A button of the toolbar, its name and keys in its tip. */
export function Tool({ icon: Icon, label, keys, disabled = false, expanded, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className="canvas-tool"
      aria-label={label}
      aria-expanded={expanded}
      title={keys ? `${label} (${keys})` : label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={18} stroke={1.75} aria-hidden="true" />
    </button>
  );
}
