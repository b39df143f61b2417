// The session may end while a page is open. Then the server cuts the line, and takes it up again only for whoever has
// signed in, here or in another tab.
import type { Socket } from "socket.io-client";
import { keepForSigningIn } from "./kept-forms";

/** Whether the server wants nothing of us, in contrast to a line that is down and comes back by itself. */
export function isRefused(line: Pick<Socket, "connected" | "active">): boolean {
  return !line.connected && !line.active;
}

/** Looks on coming back to this tab whether somebody has signed in again. */
export function comeBack(line: Socket): void {
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && isRefused(line)) line.connect();
  });
}

export function watchSession(line: Socket): void {
  const said = document.querySelector<HTMLElement>("[data-session-ended]");
  if (!said) return;
  const look = () => {
    said.hidden = !isRefused(line);
  };
  line.on("connect", look);
  line.on("disconnect", look);
  line.on("connect_error", look);
  comeBack(line);
  const way = said.querySelector("a");
  if (way?.target !== "_blank") way?.addEventListener("click", keepForSigningIn);
}
