import { follow } from "../../../../browser/live/follow";
import { connect } from "../../../../browser/live/line";
import type { LiveCall } from "../core/trafficLive";
import type { OpenFeed } from "../store/shape/traffic";

/** The portal's own stream of calls (docs/wall.md). What was lost by accident is taken up again by itself. */
export const openFeed: OpenFeed = (flow, hear) => {
  const account = document.querySelector<HTMLMetaElement>('meta[name="account"]')?.content;
  const socket = connect({ account, flow });
  const end = follow<LiveCall>(socket, "calls", { rows: hear.calls, link: hear.feed });
  return () => {
    end();
    socket.off();
    socket.disconnect();
  };
};
