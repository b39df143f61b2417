/** SIP and voice, by JsSIP: the shell around what state.ts says. One call at a time. */
import { UA } from "jssip";
import type { EndEvent, RTCSession } from "jssip/lib/RTCSession";
import type { RTCSessionEvent, UnRegisteredEvent } from "jssip/lib/UA";
import type { Trouble, Who } from "../../../browser/phone/state";
import { answeredBy, type End, microphoneTrouble } from "./causes";
import { Reach, SipSocket } from "./reach";
import type { Registration } from "./registration";

const REGISTER_S = 120;
const KEY_MS = 160;
const AGAIN_MS = 5_000;
const BUSY = 486;
const NOBODY_THERE = 480;

export interface Heard {
  /** The exchange rings this page. */
  registered(): void;
  /** The exchange does not take the password: it is another browser's turn. */
  denied(): void;
  away(): void;
  rings(direction: "in" | "out", who: Who): void;
  talks(): void;
  ended(end: End): void;
}

const DEAF: Heard = {
  registered() {},
  denied() {},
  away() {},
  rings() {},
  talks() {},
  ended() {},
};

/** What the browser says when it gives no microphone. */
export class NoMicrophone extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

export async function microphone(): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new NoMicrophone("insecure");
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    throw new NoMicrophone(microphoneTrouble(error instanceof DOMException ? error.name : ""));
  }
}

export function release(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

export class Softphone {
  private readonly ua: UA;
  private readonly reach: Reach;
  private heard: Heard;
  private readonly speaker: HTMLAudioElement;
  private readonly host: string;
  private session: RTCSession | null = null;
  /** A call out that still waits for the microphone. */
  private dialling: object | null = null;
  private voice: MediaStream | null = null;
  private keys = "";

  constructor(
    url: string,
    host: string,
    registration: Registration,
    speaker: HTMLAudioElement,
    heard: Heard,
  ) {
    this.heard = heard;
    this.speaker = speaker;
    this.host = host;
    const connection = new SipSocket(url);
    this.ua = new UA({
      sockets: [connection],
      uri: `sip:${registration.account}@${host}`,
      password: registration.password,
      register_expires: REGISTER_S,
      session_timers: false,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 8,
      user_agent: "Zentrale",
    });
    this.ua.on("registered", () => this.heard.registered());
    this.ua.on("registrationFailed", (event: UnRegisteredEvent) => this.notRegistered(event));
    this.ua.on("disconnected", () => this.cutOff());
    this.ua.on("newRTCSession", (event: RTCSessionEvent) => this.newSession(event));
    this.reach = new Reach(this.ua, connection, `sip:${host}`, {
      rings: () => this.heard.registered(),
      elsewhere: () => this.heard.away(),
      isInCall: () => this.session !== null || this.dialling !== null,
    });
    this.ua.start();
  }

  renew(registration: Registration): void {
    this.ua.set("password", registration.password);
  }

  register(): void {
    if (this.ua.isConnected()) this.ua.register();
  }

  /** Hangs up and is heard of no more. */
  stop(): void {
    this.heard = DEAF;
    this.reach.stop();
    this.ua.stop();
    this.over();
  }

  async call(number: string): Promise<void> {
    const mine = {};
    this.dialling = mine;
    try {
      const voice = await microphone();
      if (this.dialling !== mine) return release(voice);
      this.voice = voice;
      this.ua.call(`sip:${encodeURIComponent(number)}@${this.host}`, { mediaStream: voice });
    } finally {
      if (this.dialling === mine) this.dialling = null;
    }
  }

  async answer(): Promise<void> {
    const session = this.session;
    if (!session) return;
    try {
      const voice = await microphone();
      if (this.session !== session) return release(voice);
      this.voice = voice;
      session.answer({ mediaStream: voice, pcConfig: { iceServers: [] } });
    } catch (error) {
      if (this.session === session) this.over();
      if (!session.isEnded()) session.terminate({ status_code: NOBODY_THERE });
      throw error;
    }
  }

  hangUp(): void {
    if (this.session && !this.session.isEnded()) this.session.terminate();
    if (!this.dialling) return;
    this.dialling = null;
    this.heard.ended({ cause: "Canceled", status: 0, ours: true });
  }

  mute(muted: boolean): void {
    if (muted) this.session?.mute({ audio: true });
    else this.session?.unmute({ audio: true });
  }

  /** Sent in the voice (RFC 4733), as soon as there is any; by SIP INFO where the other side takes none of that. */
  press(key: string): void {
    this.keys += key;
    this.sendKeys();
  }

  private sendKeys(): void {
    const connection = this.session?.connection;
    if (connection?.connectionState !== "connected") return;
    const inVoice = connection.getSenders().some(({ dtmf }) => dtmf?.canInsertDTMF);
    for (const key of this.keys)
      this.session?.sendDTMF(key, {
        duration: KEY_MS,
        transportType: inVoice ? "RFC2833" : "INFO",
      } as object);
    this.keys = "";
  }

  /** The exchange ends the call, too, when the WebSocket is closed. */
  private cutOff(): void {
    if (this.session) this.end({ cause: "Connection Error", status: 0, ours: true });
    this.heard.away();
  }

  private notRegistered({ response, cause }: UnRegisteredEvent): void {
    if (response && [401, 403].includes(response.status_code)) this.heard.denied();
    else if (cause) {
      this.heard.away();
      setTimeout(() => this.register(), AGAIN_MS);
    }
  }

  private newSession({ session, originator }: RTCSessionEvent): void {
    const comes = (originator as string) === "remote";
    if (this.session || (comes && this.dialling)) {
      session.terminate({ status_code: BUSY });
      return;
    }
    this.session = session;
    if (session.connection) this.listen(session.connection);
    session.on("peerconnection", ({ peerconnection }) => this.listen(peerconnection));
    // The exchange has an address that everybody reaches, so the first way to it is as good as all of them.
    session.on("icecandidate", ({ ready }) => ready());
    session.on("accepted", () => this.heard.talks());
    for (const over of ["ended", "failed"] as const) session.on(over, (event) => this.ended(session, event));
    const { uri, display_name: name } = session.remote_identity;
    const who = { number: decodeURIComponent(uri.user), name: name ?? "" };
    this.heard.rings(comes ? "in" : "out", who);
  }

  private listen(connection: RTCPeerConnection): void {
    connection.addEventListener("track", ({ track }) => {
      this.speaker.srcObject = new MediaStream([track]);
    });
    connection.addEventListener("connectionstatechange", () => {
      if (this.session?.connection !== connection) return;
      if (connection.connectionState === "failed") this.end({ cause: "WebRTC Error", status: 0, ours: true });
      this.sendKeys();
    });
  }

  /** Voice has failed: what is told is why, not that we hang up. */
  private end(end: End): void {
    const session = this.session;
    this.over();
    this.heard.ended(end);
    if (session && !session.isEnded()) session.terminate();
  }

  private ended(session: RTCSession, { cause, originator, message }: EndEvent): void {
    if (this.session !== session) return;
    const status = message && "status_code" in message ? message.status_code : 0;
    const elsewhere = answeredBy(message?.getHeader("Reason") ?? "");
    this.over();
    this.heard.ended({ cause, status, ours: (originator as string) === "local", elsewhere });
  }

  private over(): void {
    this.session = null;
    this.keys = "";
    release(this.voice);
    this.voice = null;
    this.speaker.srcObject = null;
  }
}
