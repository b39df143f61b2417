import { IconListTree, type IconProps } from "@tabler/icons-react";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Words } from "../i18n";

/** Something to do with a drawing beside setting its blocks. Its panel is fetched when it is first opened. */
export interface ModeSpec {
  readonly name: string;
  readonly label: keyof Words;
  readonly icon: ComponentType<IconProps>;
  readonly panel: LazyExoticComponent<ComponentType>;
}

export const MODES: readonly ModeSpec[] = [
  {
    name: "outline",
    label: "outline",
    icon: IconListTree,
    panel: lazy(() => import("../outline/OutlinePanel")),
  },
];
