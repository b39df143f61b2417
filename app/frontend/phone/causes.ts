import type { Call, Ending, Trouble } from "../../../browser/phone/state";

export interface End {
  /** JsSIP's word for it. */
  cause: string;
  /** Of the SIP response that ended it, or 0. */
  status: number;
  ours: boolean;
  elsewhere?: Elsewhere;
}

/** Who has answered on another phone, if anybody has: the same employee, or another one. */
export type Elsewhere = "elsewhere" | "colleague" | null;

/** Of the Reason (RFC 3326) of a CANCEL. */
export function answeredBy(reason: string): Elsewhere {
  if (!/;\s*cause=200\b/.test(reason)) return null;
  return /;\s*by=colleague\b/.test(reason) ? "colleague" : "elsewhere";
}

const WORDS: Readonly<Record<string, Ending>> = {
  Busy: "busy",
  Rejected: "declined",
  Unavailable: "unreachable",
  "Not Found": "unknownNumber",
  "Address Incomplete": "unknownNumber",
  "No Answer": "noAnswer",
  "Request Timeout": "noAnswer",
  "Incompatible SDP": "noVoice",
  "Bad Media Description": "noVoice",
  "WebRTC Error": "noVoice",
  "RTP Timeout": "noVoice",
  "User Denied Media Access": "noMicrophone",
  "Connection Error": "lineLost",
  Terminated: "hungUp",
};

/** What a person is told when JsSIP says that a call is over. */
export function ending({ cause, status, ours, elsewhere }: End, { direction, stage }: Call): Ending {
  if (elsewhere && stage === "rings") return elsewhere;
  if (status === 503) return "full";
  if (cause === "Canceled" || cause === "No Answer" || (cause === "Rejected" && ours)) {
    if (direction === "in" && stage === "rings") return ours && cause === "Rejected" ? "declined" : "missed";
    if (cause === "Canceled") return "hungUp";
  }
  return WORDS[cause] ?? "failed";
}

/** Of what `getUserMedia` throws (Media Capture and Streams, section 10.2). */
export function microphoneTrouble(name: string): Trouble {
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "microphoneRefused";
    case "NotFoundError":
    case "OverconstrainedError":
      return "microphoneMissing";
    default:
      return "microphoneBusy";
  }
}
