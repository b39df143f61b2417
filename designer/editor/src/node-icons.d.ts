declare module "virtual:node-icons" {
  import type { Icon } from "@tabler/icons-react";

  export const icons: Readonly<Record<string, Icon>>;
}
