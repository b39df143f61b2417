"""Whether a call in the simulator is what a finding of the verifier says it is."""

from designer.runtime import effects, events


def is_shown(finding, trace, options):
    return CLAIMS[finding.code](finding, trace, options)


def every(trace, *kinds):
    return [effect for _, done in trace.steps for effect in done if isinstance(effect, kinds)]


def is_endless(finding, trace, options):
    for_ever = trace.ended == "unfinished" and len(trace.steps) > 100
    broken = trace.ended == "fault" and any("circle" in warning.message for warning in every(trace, effects.Warn))
    return (for_ever or broken) and finding.node in trace.path


def is_dead_end(finding, trace, options):
    warned = [str(effect.words) for effect in every(trace, effects.Warn)]
    return finding.node in trace.path and (any(why in str(finding.words) for why in warned) or trace.ended == "fault")


def is_paid(finding, trace, options):
    return any(effect.number for effect in every(trace, effects.Dial)) and not any(map(str.isdigit, caller(trace)))


def caller(trace):
    return trace.steps[0][0].caller


def reaches(trace):
    """Milliseconds until somebody is reached, or None."""
    for event, done in trace.steps:
        for effect in done:
            if isinstance(effect, effects.Bridge) or (isinstance(effect, effects.Record) and effect.kind == "message"):
                return event.at - trace.began_ms
            if isinstance(effect, effects.Leave) and any(map(str.isdigit, effect.callback)):
                return event.at - trace.began_ms
    return None


def reaches_nobody(finding, trace, options):
    return reaches(trace) is None and trace.ended in ("flow_ended", "fault") and finding.node in trace.path


def takes_long(finding, trace, options):
    """Or longer than the simulator goes on."""
    last = trace.steps[-1][0].at - trace.began_ms if trace.ended == "unfinished" else 0
    return (reaches(trace) or last) > options.most_s_to_person * 1000


def is_silent(finding, trace, options):
    """Told from the effects alone: nothing plays, nobody talks, no message is recorded, no key is pressed."""
    quiet_from, speaks = None, False
    for event, done in trace.steps:
        if quiet_from is not None and event.at - quiet_from > options.most_silence_s * 1000:
            return True
        if isinstance(event, events.Digit) and quiet_from is not None:
            quiet_from = max(quiet_from, event.at)
        for effect in done:
            if isinstance(effect, effects.Play):
                quiet_from = None if effect.repeat else event.at + effect.duration_ms
            elif isinstance(effect, effects.Answer | effects.Stop):
                quiet_from = event.at
            elif isinstance(effect, effects.Bridge):
                return False
            elif isinstance(effect, effects.Record) and effect.kind == "message":
                quiet_from, speaks = None, True
            elif isinstance(effect, effects.StopRecording) and speaks:
                quiet_from, speaks = event.at, False
    return False


CLAIMS = {
    "endless": is_endless,
    "dead-end": is_dead_end,
    "paid-anonymous": is_paid,
    "no-person": reaches_nobody,
    "long-way": takes_long,
    "silence": is_silent,
}
