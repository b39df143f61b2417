/** One's own phone in the browser: a window of its own, which tells all pages what it does. */
import { useCallback, useEffect, useRef } from "react";
import { channel, type Message } from "../../../../app/frontend/phone/channel";
import { openPhone } from "../../../../app/frontend/phone/open";

const TELL_MS = 300;

/** Comes back once the phone is switched on. `opened` is told whether its window could be opened, if it has to be. */
export function useOwnPhone(): (opened: (could: boolean) => void) => Promise<void> {
  const ready = useRef(false);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    const say = channel((message: Message) => {
      if ("gone" in message) ready.current = false;
      if (!("phone" in message)) return;
      ready.current = message.phone.line === "ready";
      if (ready.current) for (const go of waiting.current.splice(0)) setTimeout(go, TELL_MS);
    });
    say({ to: "phone", wish: "tell" });
    return () => {
      waiting.current = [];
    };
  }, []);
  return useCallback((opened) => {
    if (ready.current) return Promise.resolve();
    opened(openPhone());
    return new Promise((go) => waiting.current.push(go));
  }, []);
}
