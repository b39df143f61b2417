import { io } from "socket.io-client";
import type { LiveCall } from "../core/trafficLive";
import type { OpenFeed } from "../store/shape/traffic";

/** The portal's own stream of calls (app/status/events.py). What was lost by accident is taken up again by itself. */
export const openFeed: OpenFeed = (hear) => {
  const account = document.querySelector<HTMLMetaElement>('meta[name="account"]')?.content;
  const socket = io({ transports: ["websocket"], auth: { account } });
  const lost = () => hear.feed(socket.active ? "down" : "refused");
  socket.on("connect", () => hear.feed("up"));
  socket.on("disconnect", lost);
  socket.on("connect_error", lost);
  socket.on("calls", (calls: LiveCall[]) => hear.calls(calls));
  return () => {
    socket.off();
    socket.disconnect();
  };
};
