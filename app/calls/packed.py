"""Packs the journal lines of a call that is over, so that they take little room.

The first byte says how: 0 is zlib alone (what migrations write), 1 is zlib with ``DICTIONARY``. A dictionary that lines
were packed with never changes: a better one gets another number.
"""

import zlib

PLAIN, WITH_DICTIONARY = b"0", b"1"
DICTIONARY = (
    b'"type":"warn","message":"type":"ask_web","method":"GET","url":"https://","headers":[],"body":"","answers":[],'
    b'"timeout_ms":5000}"type":"web_replied","outcome":"ok","values":{}"type":"told","facts":{"free:""idle:"'
    b'"type":"ask","token":1,"questions":["waiting:"]}"type":"tag","tag":"type":"notify","employee":"text":"'
    b'"type":"queue_full","reason":"nobody""type":"queue_place","place":1,"wait_s":-1,"group":""type":"queue_withdrawn"'
    b'"type":"queue_offer","agent":"101","group":"support"},"effects":[{"type":"join","group":"sales","priority":0,'
    b'"skill":"","most_waiting":0,"wrap_up_s":0},{"type":"leave","callback":""{"type":"queue_talk","agent":"10"'
    b'{"type":"queue_missed""type":"queue_done"{"type":"digit","key":"1"}"cause":"no_answer""cause":"busy"}'
    b'"cause":"unavailable""type":"leg_failed","leg":"b1","cause":"rejected"{"type":"record","recording":"-r1",'
    b'"kind":"message","owner":"group:{"type":"record","recording":"-r1","kind":"call","owner":"employee:10'
    b'{"type":"stop_recording","recording":"-r1"}{"type":"cancel","leg":"b2","elsewhere":true},'
    b'{"type":"release","leg":"b1"},{"type":"hangup","reason":"normal"},{"type":"ended","how":"callee_hung_up"}]}\n'
    b'{"type":"ended","how":"flow_ended"}{"type":"ended","how":"caller_hung_up"}]}\n'
    b'{"v":1,"switch":"node1","call":"","seq":0,"at":17,"event":{"type":"call_arrived","at":17,"call":"",'
    b'"company":"1001","caller":"+49","caller_name":"","number":"+49","program":"","directory":"",'
    b'"direction":"internal","direction":"inbound","extension":"","chance":0,"queue":""},"effects":['
    b'{"type":"enter","node":"start","outcome":""},{"type":"answer"},{"type":"play","prompt":"greeting","file":"",'
    b'"duration_ms":1000,"token":1,"repeat":false},{"type":"enter","node":"menu","outcome":"next"},'
    b'{"type":"wait","token":2,"after_ms":20000},{"type":"stop"},{"type":"play","prompt":"sys:ringback","repeat":true}'
    b'{"type":"dial","leg":"b1","extension":"101","phones":["1001-101"],"number":"","display":""},"outcome":"open"}'
    b'"event":{"type":"prompt_ended","at":17,"token":1},"effects":[{"type":"enter","node":"","outcome":"done"},'
    b'"event":{"type":"timer_fired","at":17,"token":2},"effects":[],"event":{"type":"leg_ringing","at":17,"leg":"b1"},'
    b'"effects":[]}\n"event":{"type":"leg_answered","at":17,"leg":"b1"},"effects":[{"type":"bridge","leg":"b1",'
    b'"group":""}"event":{"type":"caller_gone","at":17},"effects":["event":{"type":"leg_ended","at":17,"leg":"b1"},'
)


def pack(text: str) -> bytes:
    """Return *text* packed."""
    packer = zlib.compressobj(level=6, zdict=DICTIONARY)
    return WITH_DICTIONARY + packer.compress(text.encode()) + packer.flush()


def unpack(packed: bytes) -> str:
    """Return the text that *packed* holds. Raise ValueError if it was packed in an unknown way."""
    match packed[:1]:
        case b"0":
            return zlib.decompress(packed[1:]).decode()
        case b"1":
            return zlib.decompressobj(zdict=DICTIONARY).decompress(packed[1:]).decode()
    raise ValueError(f"packed in an unknown way: {packed[:1]!r}")
