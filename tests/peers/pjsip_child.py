"""One PJSIP endpoint: commands come in as lines of JSON, events go out the same way (see ``pjsip.py``).

It is a process of its own because a process can have only one endpoint, and so that a crash of PJSIP ends no test run.
All of PJSIP's callbacks run inside ``libHandleEvents``, in the only thread that knows Python.
"""

import itertools
import json
import os
import select
import sys
import time
from pathlib import Path
from typing import Any

import pjsua2

LOOK_MS = 10
RATE_HZ = 8000
TRANSPORTS = {"udp": pjsua2.PJSIP_TRANSPORT_UDP, "tcp": pjsua2.PJSIP_TRANSPORT_TCP}
STATES = {
    pjsua2.PJSIP_INV_STATE_EARLY: "ringing",
    pjsua2.PJSIP_INV_STATE_CONNECTING: "answered",
    pjsua2.PJSIP_INV_STATE_CONFIRMED: "confirmed",
    pjsua2.PJSIP_INV_STATE_DISCONNECTED: "ended",
}
KEY_WAYS = {"rfc4733": pjsua2.PJSUA_DTMF_METHOD_RFC2833, "info": pjsua2.PJSUA_DTMF_METHOD_SIP_INFO}


EVENTS_FD = os.dup(sys.stdout.fileno())
os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # PJSIP prints there before it can be told not to


def tell(event: str, **what: Any) -> None:
    os.write(EVENTS_FD, json.dumps({"event": event, **what}).encode() + b"\n")


class Call(pjsua2.Call):
    """Says its tone as soon as there is a stream, and records what comes in to ``<number of the call>.wav``.

    PJSIP gives the number of a call that is over to the next one, so calls are counted here once more.
    """

    def __init__(self, phone: "Phone", known: int = pjsua2.PJSUA_INVALID_ID) -> None:
        super().__init__(phone.account, known)
        self.phone, self.number = phone, next(phone.numbers)
        self.recorder: pjsua2.AudioMediaRecorder | None = None
        self.answer_at: float | None = None

    def onCallState(self, _: pjsua2.OnCallStateParam) -> None:
        info = self.getInfo()
        if info.state in STATES:
            tell("call", call=self.number, state=STATES[info.state], status=info.lastStatusCode, reason=info.lastReason)
        if info.state == pjsua2.PJSIP_INV_STATE_DISCONNECTED:
            self.phone.over.append(self.number)

    def onCallMediaState(self, _: pjsua2.OnCallMediaStateParam) -> None:
        info = self.getInfo()
        running = any(media.status == pjsua2.PJSUA_CALL_MEDIA_ACTIVE for media in info.media)
        if running:
            sound = self.getAudioMedia(-1)
            if self.recorder is None:
                self.recorder = pjsua2.AudioMediaRecorder()
                self.recorder.createRecorder(str(self.phone.folder / f"{self.number}.wav"))
            sound.startTransmit(self.recorder)
            self.phone.voice.startTransmit(sound)
        states = {pjsua2.PJSUA_CALL_MEDIA_LOCAL_HOLD: "held", pjsua2.PJSUA_CALL_MEDIA_REMOTE_HOLD: "on hold"}
        state = "running" if running else next((states.get(each.status, "none") for each in info.media), "none")
        codec = self.getStreamInfo(0).codecName if running else ""
        tell("media", call=self.number, state=state, codec=codec)

    def onDtmfDigit(self, param: pjsua2.OnDtmfDigitParam) -> None:
        tell("key", call=self.number, key=param.digit)

    def onCallTransferStatus(self, param: pjsua2.OnCallTransferStatusParam) -> None:
        tell("transfer", call=self.number, status=param.statusCode)


class Account(pjsua2.Account):
    def __init__(self, phone: "Phone") -> None:
        super().__init__()
        self.phone = phone

    def onRegState(self, param: pjsua2.OnRegStateParam) -> None:
        tell("registered", status=param.code, expires_s=param.expiration)

    def onIncomingCall(self, param: pjsua2.OnIncomingCallParam) -> None:
        call = Call(self.phone, param.callId)
        self.phone.calls[call.number] = call
        info = call.getInfo()
        tell("incoming", call=call.number, caller=info.remoteUri, sip_id=info.callIdString)
        self.phone.react(call)


class Phone:
    """What *settings* say: see ``pjsip.Pjsip``."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.folder = Path(settings["folder"])
        self.calls: dict[int, Call] = {}
        self.numbers = itertools.count()
        self.over: list[int] = []
        self.endpoint = pjsua2.Endpoint()
        self.endpoint.libCreate()
        self.endpoint.libInit(self._endpoint_config())
        self.endpoint.audDevManager().setNullDev()
        transport = pjsua2.TransportConfig()
        transport.boundAddress, transport.port = settings["host"], settings["port"]
        transport.publicAddress = settings["public_address"]
        self.endpoint.transportCreate(TRANSPORTS[settings["transport"]], transport)
        self.endpoint.libStart()
        self._choose_codecs()
        self.voice = pjsua2.AudioMediaPlayer()
        self.voice.createPlayer(str(self.folder / "voice.wav"))
        self.account = Account(self)
        self.account.create(self._account_config())
        tell("started")

    def _endpoint_config(self) -> pjsua2.EpConfig:
        config = pjsua2.EpConfig()
        config.uaConfig.threadCnt, config.uaConfig.mainThreadOnly = 0, True
        config.uaConfig.userAgent = "PJSIP"
        config.logConfig.filename = str(self.folder / "pjsip.log")
        config.logConfig.level, config.logConfig.consoleLevel, config.logConfig.msgLogging = 4, 0, 1
        config.medConfig.clockRate = config.medConfig.sndClockRate = RATE_HZ
        config.medConfig.noVad = True
        return config

    def _choose_codecs(self) -> None:
        wanted = self.settings["codecs"]
        for codec in self.endpoint.codecEnum2():
            name = codec.codecId.split("/")[0]
            priority = 250 - wanted.index(name) if name in wanted else 0
            self.endpoint.codecSetPriority(codec.codecId, priority)

    def _account_config(self) -> pjsua2.AccountConfig:
        settings, config = self.settings, pjsua2.AccountConfig()
        exchange = "{}:{}".format(*settings["exchange"])
        over = f";transport={settings['transport']}"
        config.idUri = f"sip:{settings['account']}@{exchange}"
        if settings["password"]:
            config.regConfig.registrarUri = f"sip:{exchange}{over}"
            config.regConfig.timeoutSec = settings["expires_s"]
            config.regConfig.registerOnAdd = settings["registers"]
            secret = pjsua2.AuthCredInfo("digest", "*", settings["account"], 0, settings["password"])
            config.sipConfig.authCreds.append(secret)
        media = config.mediaConfig
        media.transportConfig.boundAddress = settings["host"]
        media.transportConfig.port, media.transportConfig.portRange = settings["media_port"], 40
        media.transportConfig.publicAddress = settings["public_address"]
        media.srtpUse = pjsua2.PJMEDIA_SRTP_MANDATORY if settings["srtp"] else pjsua2.PJMEDIA_SRTP_DISABLED
        media.srtpSecureSignaling = 0
        nat = config.natConfig
        nat.contactRewriteUse = nat.viaRewriteUse = nat.sdpNatRewriteUse = int(settings["corrects_contact"])
        config.callConfig.prackUse = (
            pjsua2.PJSUA_100REL_MANDATORY if settings["wants_prack"] else pjsua2.PJSUA_100REL_NOT_USED
        )
        if settings["session_expires_s"]:
            config.callConfig.timerUse = pjsua2.PJSUA_SIP_TIMER_ALWAYS
            config.callConfig.timerMinSESec = min(90, settings["session_expires_s"])
            config.callConfig.timerSessExpiresSec = settings["session_expires_s"]
        return config

    def react(self, call: Call) -> None:
        if self.settings["refuse_with"]:
            self._answer(call, self.settings["refuse_with"])
            return
        self._answer(call, 180)
        if self.settings["answer_after_s"] is not None:
            call.answer_at = time.monotonic() + self.settings["answer_after_s"]

    def run(self) -> None:
        """Until told to quit, or until whoever started this is gone."""
        unread = b""
        while True:
            self.endpoint.libHandleEvents(LOOK_MS)
            self._do_what_is_due()
            if not select.select([sys.stdin], [], [], 0)[0]:
                continue
            data = os.read(sys.stdin.fileno(), 65536)
            if not data:
                return
            *lines, unread = (unread + data).split(b"\n")
            for command in map(json.loads, lines):
                if command["do"] == "quit":
                    return
                self._do(command)

    def _do_what_is_due(self) -> None:
        for call in self.calls.values():
            if call.answer_at is not None and time.monotonic() >= call.answer_at:
                call.answer_at = None
                self._answer(call, 200)
        while self.over:
            self.calls.pop(self.over.pop(), None)

    def _do(self, command: dict[str, Any]) -> None:
        try:
            getattr(self, f"do_{command.pop('do')}")(**command)
        except (pjsua2.Error, KeyError) as error:
            tell("refused", why=getattr(error, "reason", str(error)))

    def do_register(self, renew: bool) -> None:
        self.account.setRegistration(renew)

    def do_react(self, **how: Any) -> None:
        self.settings.update(how)

    def do_call(self, number: str) -> None:
        call = Call(self)
        host, port = self.settings["exchange"]
        call.makeCall(f"sip:{number}@{host}:{port};transport={self.settings['transport']}", pjsua2.CallOpParam(True))
        self.calls[call.number] = call
        tell("calling", call=call.number, sip_id=call.getInfo().callIdString)

    def do_answer(self, call: int, status: int) -> None:
        self._answer(self.calls[call], status)

    def _answer(self, call: Call, status: int) -> None:
        param = pjsua2.CallOpParam()
        param.statusCode = status
        call.answer(param)

    def do_hang_up(self, call: int) -> None:
        self.calls[call].hangup(pjsua2.CallOpParam())

    def do_press(self, call: int, keys: str, way: str) -> None:
        param = pjsua2.CallSendDtmfParam()
        param.digits, param.method, param.duration = keys, KEY_WAYS[way], 160
        self.calls[call].sendDtmf(param)

    def do_hold(self, call: int) -> None:
        self.calls[call].setHold(pjsua2.CallOpParam())

    def do_resume(self, call: int) -> None:
        param = pjsua2.CallOpParam(True)
        param.opt.flag = pjsua2.PJSUA_CALL_UNHOLD
        self.calls[call].reinvite(param)

    def do_update(self, call: int) -> None:
        self.calls[call].update(pjsua2.CallOpParam(True))

    def do_transfer(self, call: int, number: str) -> None:
        host, port = self.settings["exchange"]
        self.calls[call].xfer(f"<sip:{number}@{host}:{port}>", pjsua2.CallOpParam())

    def end(self) -> None:
        self.endpoint.hangupAllCalls()
        self.endpoint.libDestroy()


if __name__ == "__main__":
    phone = Phone(json.loads(sys.argv[1]))
    phone.run()
    phone.end()
    os._exit(0)  # else PJSIP's objects are torn down twice
