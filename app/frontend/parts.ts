// Parts of a page that the server says have changed: data-part names what they show, and "part-changed" brings them.
import htmx from "htmx.org";
import { account } from "./account";

const MARK = "data-part";

/** What the page shows, each once, in an order of its own. */
export function parts(root: ParentNode): string[] {
  const found = [...root.querySelectorAll(`[${MARK}]`)].map((each) => each.getAttribute(MARK) ?? "");
  return [...new Set(found)].filter(Boolean).sort();
}

/** The line is opened once there is anything to watch. */
export function watchParts(): void {
  let line: Promise<Line> | null = null;
  const look = () => {
    if (line || parts(document).length > 0) line ??= open();
    void line?.then(({ look }) => look());
  };
  document.addEventListener("htmx:afterSettle", look);
  look();
}

interface Line {
  look(): void;
}

async function open(): Promise<Line> {
  const { io } = await import("socket.io-client");
  const line = io("/parts", { transports: ["websocket"], auth: { account: account() } });
  let watched = "";
  const look = () => {
    const wanted = parts(document);
    if (!line.connected || wanted.join(" ") === watched) return;
    watched = wanted.join(" ");
    // What has changed since the page was made, or while the line was down, is brought now.
    line.emit("look", wanted, (seen: string[]) => seen.forEach(bring));
  };
  line.on("connect", () => {
    watched = "";
    look();
  });
  line.on("changed", bring);
  return { look };
}

function bring(part: string): void {
  for (const each of document.querySelectorAll(`[${MARK}="${CSS.escape(part)}"]`)) {
    htmx.trigger(each, "part-changed", {});
  }
}
