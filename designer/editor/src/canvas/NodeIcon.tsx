import { icons } from "virtual:node-icons";
import { IconPuzzle } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import type { NodeSpec } from "../core/catalogue";

/** The coloured tile that a type of node is known by. */
export function NodeIcon({ spec, size = 18 }: { spec: NodeSpec | undefined; size?: number }) {
  const Icon = (spec && icons[spec.icon]) ?? IconPuzzle;
  return (
    <span className="node-icon" style={blockColor(spec)}>
      <Icon size={size} stroke={1.75} aria-hidden="true" />
    </span>
  );
}

export function blockColor(spec: NodeSpec | undefined): CSSProperties {
  return { "--block-color": spec?.color ?? "#667382" } as CSSProperties;
}
