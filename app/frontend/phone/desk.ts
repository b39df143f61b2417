/** The phone's window: brings the state, the registration, the softphone and the sounds together. */

import { channel, type Message } from "../../../browser/phone/channel";
import { after, type Happened, OFF, type Phone, screen, type Who } from "../../../browser/phone/state";
import { ending } from "./causes";
import {
  closeRegistration,
  NoRegistration,
  openRegistration,
  type Registration,
  renewAfter,
} from "./registration";
import { microphone, NoMicrophone, release, Softphone } from "./softphone";
import { Sounds } from "./sounds";

export interface Place {
  /** Where the WebSocket is, the domain of SIP addresses, the portal's addresses to open and close it, a CSRF token. */
  socket: string;
  host: string;
  open: string;
  close: string;
  csrf: string;
}

const ANSWER_MS = 300;
const AGAIN_MS = 5_000;
const REMEMBERED = "zentrale-phone";

export class Desk {
  phone: Phone = OFF;
  readonly sounds = new Sounds();
  private readonly place: Place;
  private readonly speaker: HTMLAudioElement;
  private readonly draw: (phone: Phone) => void;
  private readonly say: (message: Message) => void;
  private readonly me = crypto.randomUUID();
  private softphone: Softphone | null = null;
  private registration: Registration | null = null;
  private timer = 0;
  private kept = false;
  private deniedAt = 0;

  constructor(place: Place, speaker: HTMLAudioElement, draw: (phone: Phone) => void) {
    this.place = place;
    this.speaker = speaker;
    this.draw = draw;
    this.say = channel((message) => this.hear(message)).say;
    this.happened({ type: "line", line: "off" });
  }

  /** Whether it was on when the window was closed, and the browser will not ask anything. */
  static async wasOn(): Promise<boolean> {
    if (localStorage.getItem(REMEMBERED) !== "on") return false;
    const answer = await navigator.permissions
      .query({ name: "microphone" as PermissionName })
      .catch(() => null);
    return answer?.state === "granted";
  }

  async switchOn(): Promise<void> {
    this.happened({ type: "line", line: "opening" });
    await this.wake();
    try {
      release(await microphone());
    } catch (error) {
      this.noMicrophone(error);
      return;
    }
    if (await this.isInCallElsewhere()) this.happened({ type: "trouble", trouble: "inCallElsewhere" });
    else await this.register("");
  }

  /** After whatever somebody pressed in the window. */
  async wake(): Promise<void> {
    const quiet = !(await this.sounds.wake());
    if (quiet !== this.phone.quiet) this.happened({ type: "quiet", quiet });
  }

  switchOff(): void {
    localStorage.removeItem(REMEMBERED);
    if (this.registration) void closeRegistration(this.place.close, this.place.csrf, this.registration.line);
    this.leave("off");
  }

  async dial(number: string): Promise<void> {
    if (this.phone.call || this.phone.line !== "ready" || !this.softphone) return;
    const who = { number, name: "" };
    this.happened({ type: "rings", direction: "out", who });
    await this.withMicrophone(this.softphone.call(number));
  }

  async answer(): Promise<void> {
    const { call } = this.phone;
    if (!this.softphone || call?.direction !== "in" || call.stage !== "rings" || call.pending) return;
    this.happened({ type: "pending" });
    await this.withMicrophone(this.softphone.answer());
  }

  hangUp(): void {
    this.softphone?.hangUp();
  }

  mute(): void {
    const { call } = this.phone;
    if (call?.stage !== "talks") return;
    this.softphone?.mute(!call.muted);
    this.happened({ type: "muted", muted: !call.muted });
  }

  press(key: string): void {
    if (this.phone.call?.stage !== "talks") return;
    this.softphone?.press(key);
    this.happened({ type: "key", key });
  }

  /** The window is closed: the other side must not be left in silence. */
  gone(): void {
    this.softphone?.stop();
    this.say({ from: "phone", gone: true });
  }

  private async withMicrophone(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof NoMicrophone)) throw error;
      this.happened({ type: "ended", ending: "noMicrophone" });
    }
  }

  private async register(renews: string): Promise<void> {
    try {
      const { open, csrf } = this.place;
      this.registration = await openRegistration(open, csrf, renews);
    } catch (error) {
      if (!(error instanceof NoRegistration)) throw error;
      this.notRegistered(error, renews);
      return;
    }
    this.again(renewAfter(this.registration.lasts_ms));
    if (this.softphone) {
      this.softphone.renew(this.registration);
      if (this.phone.line !== "ready") this.softphone.register();
    } else {
      const { socket, host } = this.place;
      this.softphone = new Softphone(socket, host, this.registration, this.speaker, this.listener());
      localStorage.setItem(REMEMBERED, "on");
    }
  }

  private listener() {
    return {
      registered: () => {
        if (this.phone.line !== "ready") this.happened({ type: "line", line: "ready" });
      },
      denied: () => this.denied(),
      away: () => this.happened({ type: "line", line: "away" }),
      rings: (direction: "in" | "out", who: Who) => this.happened({ type: "rings", direction, who }),
      talks: () => this.happened({ type: "talks", at: Date.now() }),
      ended: (end: Parameters<typeof ending>[0]) => {
        if (this.phone.call) this.happened({ type: "ended", ending: ending(end, this.phone.call) });
      },
    } as const;
  }

  /** The password may be over, as after a night; if a new one is not taken either, the exchange has trouble. */
  private denied(): void {
    const again = Date.now() - this.deniedAt < AGAIN_MS;
    this.deniedAt = Date.now();
    if (again) {
      this.happened({ type: "line", line: "away" });
      this.again(AGAIN_MS);
    } else void this.register(this.registration?.line ?? "");
  }

  private notRegistered({ why }: NoRegistration, renews: string): void {
    if (why === "noEmployee") {
      this.leave("off");
      this.happened({ type: "trouble", trouble: "noEmployee" });
    } else if (why === "away") {
      if (!this.softphone) this.happened({ type: "line", line: "away" });
      this.again(AGAIN_MS, renews);
    } else {
      this.leave(why);
    }
  }

  private again(after_ms: number, renews = this.registration?.line ?? ""): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.register(renews), after_ms);
  }

  private leave(line: "off" | "taken" | "signedOut"): void {
    clearTimeout(this.timer);
    this.softphone?.stop();
    this.softphone = null;
    this.registration = null;
    this.happened({ type: "ended", ending: "lineLost" });
    this.happened({ type: "line", line });
  }

  private noMicrophone(error: unknown): void {
    if (!(error instanceof NoMicrophone)) throw error;
    this.happened({ type: "trouble", trouble: error.trouble });
  }

  /** A window that was opened later has the phone, unless somebody talks in the older one. */
  private async isInCallElsewhere(): Promise<boolean> {
    this.kept = false;
    this.say({ to: "phone", claim: this.me });
    await new Promise((done) => setTimeout(done, ANSWER_MS));
    return this.kept;
  }

  private hear(message: Message): void {
    if ("claim" in message && message.claim !== this.me && this.softphone) {
      if (this.phone.call) this.say({ from: "phone", keeps: message.claim });
      else this.leave("taken");
    } else if ("keeps" in message) {
      this.kept ||= message.keeps === this.me;
    } else if ("command" in message) {
      this.command(message.command);
    }
  }

  private command(command: string): void {
    if (command === "tell" && this.softphone) this.say({ from: "phone", phone: this.phone });
    if (command === "check" && this.registration) void this.register(this.registration.line);
    if (command === "answer") void this.answer();
    if (command === "hangUp") this.hangUp();
    if (command === "mute") this.mute();
  }

  private happened(what: Happened): void {
    const before = this.phone;
    this.phone = after(before, what);
    const now = screen(this.phone);
    if (before.call && !this.phone.call) this.sounds.play(before.call.stage === "talks" ? "over" : null);
    else if (this.phone.call)
      this.sounds.play(now === "ringing" ? "ring" : now === "calling" ? "ringback" : null);
    this.draw(this.phone);
    this.say({ from: "phone", phone: this.phone });
  }
}
