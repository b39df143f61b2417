import {
  IconActivity,
  IconDeviceMobile,
  IconHistory,
  IconListTree,
  IconPhone,
  type IconProps,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Words } from "../words/english";
import { later } from "./later";

/** Something to do with a drawing beside setting its blocks. Its panel is fetched when it is first opened. */
export interface ModeSpec {
  readonly name: string;
  readonly label: keyof Words;
  readonly icon: ComponentType<IconProps>;
  readonly panel: ComponentType;
  /** Opens and closes it. */
  readonly key?: string;
  /** The panel from which it is opened; it has no button of its own. */
  readonly within?: string;
}

export const MODES: readonly ModeSpec[] = [
  {
    name: "try",
    key: "t",
    label: "tryIt",
    icon: IconDeviceMobile,
    panel: later(() => import("../trying/TryPanel")),
  },
  {
    name: "outline",
    key: "o",
    label: "outline",
    icon: IconListTree,
    panel: later(() => import("../outline/OutlinePanel")),
  },
  {
    name: "versions",
    key: "v",
    label: "versions",
    icon: IconHistory,
    panel: later(() => import("../versions/VersionsPanel")),
  },
  {
    name: "traffic",
    key: "l",
    label: "traffic",
    icon: IconActivity,
    panel: later(() => import("../traffic/TrafficPanel")),
  },
  {
    name: "call",
    label: "callOnDrawing",
    icon: IconPhone,
    panel: later(() => import("../traffic/CallPanel")),
    within: "traffic",
  },
];
