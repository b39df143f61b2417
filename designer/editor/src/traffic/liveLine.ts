import { io } from "socket.io-client";
import type { LiveCall } from "../core/trafficLive";
import type { OpenLine } from "../store/shape/traffic";

/** The portal's own stream of calls (app/status/events.py). What was lost by accident is taken up again by itself. */
export const openLine: OpenLine = (hear) => {
  const account = document.querySelector<HTMLMetaElement>('meta[name="account"]')?.content;
  const socket = io({ transports: ["websocket"], auth: { account } });
  const lost = () => hear.line(socket.active ? "down" : "refused");
  socket.on("connect", () => hear.line("up"));
  socket.on("disconnect", lost);
  socket.on("connect_error", lost);
  socket.on("calls", (calls: LiveCall[]) => hear.calls(calls));
  return () => {
    socket.off();
    socket.disconnect();
  };
};
