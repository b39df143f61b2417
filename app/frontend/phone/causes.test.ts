import { expect, test } from "vitest";
import type { Call } from "../../../browser/phone/state";
import { answeredBy, ending, microphoneTrouble } from "./causes";

const call = (direction: Call["direction"], stage: Call["stage"]) =>
  ({
    direction,
    stage,
    who: { number: "1", name: "" },
    since: null,
    muted: false,
    keys: "",
    pending: false,
  }) as Call;
const end = (cause: string, status = 0, ours = false) => ({ cause, status, ours });

test("an incoming call that was not answered was missed, or declined by oneself", () => {
  expect(ending(end("Canceled"), call("in", "rings"))).toBe("missed");
  expect(ending(end("No Answer", 0, true), call("in", "rings"))).toBe("missed");
  expect(ending(end("Rejected", 0, true), call("in", "rings"))).toBe("declined");
});

test("a call that somebody else took was not missed", () => {
  const said = (reason: string) =>
    ending({ ...end("Canceled"), elsewhere: answeredBy(reason) }, call("in", "rings"));
  expect(said('SIP;cause=200;text="Call completed elsewhere"')).toBe("elsewhere");
  expect(said('SIP ; cause=200 ;by=colleague;text="Call completed elsewhere"')).toBe("colleague");
  for (const reason of ["", "SIP;cause=2000", 'Q.850;cause=16;text="by=colleague"', "by=colleague"])
    expect(said(reason)).toBe("missed");
});

test("an outgoing call says what came back", () => {
  const outgoing = call("out", "rings");
  expect(ending(end("Busy", 486), outgoing)).toBe("busy");
  expect(ending(end("Rejected", 603), outgoing)).toBe("declined");
  expect(ending(end("Unavailable", 480), outgoing)).toBe("unreachable");
  expect(ending(end("Not Found", 404), outgoing)).toBe("unknownNumber");
  expect(ending(end("SIP Failure Code", 503), outgoing)).toBe("full");
  expect(ending(end("Incompatible SDP", 488), outgoing)).toBe("noVoice");
  expect(ending(end("Canceled", 0, true), outgoing)).toBe("hungUp");
  expect(ending(end("SIP Failure Code", 500), outgoing)).toBe("failed");
});

test("a talk ends by hanging up, or breaks", () => {
  expect(ending(end("Terminated"), call("in", "talks"))).toBe("hungUp");
  expect(ending(end("WebRTC Error", 0, true), call("in", "talks"))).toBe("noVoice");
  expect(ending(end("Connection Error"), call("out", "talks"))).toBe("lineLost");
});

test("the browser's word for a microphone that it does not give", () => {
  expect(microphoneTrouble("NotAllowedError")).toBe("microphoneRefused");
  expect(microphoneTrouble("NotFoundError")).toBe("microphoneMissing");
  expect(microphoneTrouble("NotReadableError")).toBe("microphoneBusy");
  expect(microphoneTrouble("")).toBe("microphoneBusy");
});
