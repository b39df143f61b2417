/** One's own phone in the browser: a window of its own, which tells all pages what it does. */
import { useCallback, useEffect, useRef } from "react";
import { channel, type Message } from "../../../../browser/phone/channel";
import { openPhone } from "../../../../browser/phone/window";

/** "blocked": the browser lets no window open. */
type Opened = "ready" | "opened" | "blocked";

/** Does `call` at once, if the phone is switched on; else it opens its window, and does it as soon as it is. */
export function useOwnPhone(): (call: () => void) => Opened {
  const ready = useRef(false);
  const waiting = useRef<(() => void) | null>(null);
  useEffect(() => {
    const { say, close } = channel((message: Message) => {
      if ("gone" in message) ready.current = false;
      if (!("phone" in message)) return;
      ready.current = message.phone.line === "ready";
      if (!ready.current) return;
      waiting.current?.();
      waiting.current = null;
    });
    say({ to: "phone", command: "tell" });
    return close;
  }, []);
  return useCallback((call) => {
    if (ready.current) {
      call();
      return "ready";
    }
    if (!openPhone()) return "blocked";
    waiting.current = call;
    return "opened";
  }, []);
}
