/** Asks the exchange by SIP whether it would ring this page, and repairs the way to it: the shell of watch.ts. */
import { type UA, WebSocketInterface } from "jssip";
import { begin, type Deed, type Noticed, notice } from "./watch";

/** JsSIP declares neither. */
interface Asking {
  sendOptions(
    target: string,
    body: undefined,
    options: {
      eventHandlers: { succeeded: () => void; failed: (event: { response: object | null }) => void };
    },
  ): void;
}

/** A connection that can be given up though the browser thinks that it is open; JsSIP then opens another one. */
export class SipSocket extends WebSocketInterface {
  giveUp(): void {
    this.disconnect();
    this.ondisconnect(true);
  }
}

export interface Reached {
  /** The exchange has this page as the one to ring. */
  rings(): void;
  /** It has not: no call would ring. */
  elsewhere(): void;
  isInCall(): boolean;
}

export class Reach {
  private watch = begin(Date.now());
  private question: object | null = null;
  private readonly clock = new Worker(new URL("./ticks.ts", import.meta.url), { type: "module" });
  private readonly ua: UA;
  private readonly socket: SipSocket;
  private readonly exchange: string;
  private readonly reached: Reached;
  private readonly woke = () => {
    if (document.visibilityState === "visible") this.notice({ type: "woke" });
  };

  constructor(ua: UA, socket: SipSocket, exchange: string, reached: Reached) {
    this.ua = ua;
    this.socket = socket;
    this.exchange = exchange;
    this.reached = reached;
    ua.on("connected", () => this.notice({ type: "connected" }));
    ua.on("disconnected", () => this.notice({ type: "down" }));
    this.clock.onmessage = () => this.notice({ type: "tick", inCall: reached.isInCall() });
    window.addEventListener("online", this.woke);
    document.addEventListener("visibilitychange", this.woke);
    document.addEventListener("resume", this.woke);
  }

  stop(): void {
    this.clock.terminate();
    this.question = null;
    window.removeEventListener("online", this.woke);
    document.removeEventListener("visibilitychange", this.woke);
    document.removeEventListener("resume", this.woke);
  }

  private notice(noticed: Noticed): void {
    const [watch, deed] = notice(this.watch, noticed, Date.now());
    this.watch = watch;
    this.carryOut(deed);
  }

  private carryOut(deed: Deed): void {
    if (deed === "ask") this.ask();
    if (deed === "reconnect") {
      this.question = null;
      this.socket.giveUp();
    }
    if (deed === "register") {
      this.reached.elsewhere();
      this.ua.register();
    }
  }

  /** An answer to a question before the last one says nothing about now. */
  private ask(): void {
    const mine = {};
    this.question = mine;
    const answer = (rings: boolean) => {
      if (this.question !== mine) return;
      this.question = null;
      if (rings) this.reached.rings();
      this.notice({ type: "answer", rings });
    };
    (this.ua as UA & Asking).sendOptions(this.exchange, undefined, {
      eventHandlers: {
        succeeded: () => answer(true),
        failed: ({ response }) => {
          if (response) answer(false);
        },
      },
    });
  }
}
