"""Identifies employees' phones (digest authentication, RFC 3261 section 22) and finds where they are (the
registrar)."""

import re

import KSR

from switch import browsers, guests, legs, nat, reachability, store, timers
from switch.entries import PhoneEntry
from switch.message import QUOTED, header, headers, pv, source, uri_of
from switch.settings import Settings

HA1 = 1
"""Flag of ``pv_auth_check``: the password given is MD5(user:realm:password), never the password itself."""

QOP_AUTH = 1
"""Flag of ``auth_challenge``: ask for qop=auth (RFC 2617 section 3.2.1)."""

NO_LIMIT_MS = 3_600_000
"""How long tm waits for a phone. The flow stops the ringing, not tm; a phone may take its time to wake up."""

ASKED = "asked"
"""Names the list of contacts at which ``tell_whether_rung`` looks."""

URI = re.compile(r"\b(?:sips?|tel):", re.IGNORECASE | re.ASCII)

ONLY_CONTACT = 4
"""Flag of ``save``: the account has this contact and no other."""


def register(settings: Settings) -> None:
    """Take a REGISTER of the phone that proves to be the one in To; each phone may only speak for itself."""
    account = pv("$tU")
    known = _password_of(store.phone_entry(account))
    if not known or KSR.auth.pv_auth_check(settings.realm, known, HA1, 0) < 0:
        KSR.auth.auth_challenge(settings.realm, QOP_AUTH)
    elif pv("$au") != account or browsers.is_browser(account) != browsers.speaks():
        KSR.sl.sl_send_reply(403, "Forbidden")
    elif settings.is_ours(*nat.host_and_port(uri_of(header("Contact")))):
        KSR.sl.sl_send_reply(403, "That Is Not a Phone")
    elif not _has_one_contact():
        KSR.sl.sl_send_reply(400, "One Contact Only")
    else:
        nat.note_registration()
        guests.know()
        KSR.registrar.save("location", ONLY_CONTACT if browsers.is_browser(account) else 0)
        reachability.note(account)


def _has_one_contact() -> bool:
    """Return whether the REGISTER has one contact. A phone is at one place, and where it was seen is for us to say:
    with further contacts, or with a *received* of its own, it could make us call anybody."""
    text = QUOTED.sub("", ",".join(headers("Contact")))
    outside = re.sub(r"<[^>]*>", "", text)
    return len(URI.findall(text)) <= 1 and "," not in outside and "received" not in outside.lower()


def tell_whether_rung() -> None:
    """Answer a browser that asks by OPTIONS whether its phone rings where it is: 200 if the exchange has this very
    connection as that of the phone in From, else 404."""
    KSR.registrar.reg_fetch_contacts("location", f"sip:{pv('$fU')}@{pv('$fd')}", ASKED)
    if pv(f"$(ulc({ASKED}=>received)[0])") == source():
        KSR.sl.sl_send_reply(200, "OK")
    else:
        KSR.sl.sl_send_reply(404, "Not Registered Here")
    KSR.registrar.reg_free_contacts(ASKED)


def _password_of(phone: PhoneEntry | None) -> str:
    """Return MD5(user:realm:password); "" if there is none, or its time is over."""
    if not phone or ("until_ms" in phone and phone["until_ms"] < timers.now_ms()):
        return ""
    return phone["ha1"]


def caller_phone(settings: Settings) -> tuple[PhoneEntry | None, bool]:
    """Return the phone that sent this INVITE, and whether to go on; if not, a challenge has been sent.

    Only a From that names one of our phones is asked for its password: (None, True) is somebody from outside.
    """
    phone = store.phone_entry(pv("$fU"))
    if not phone:
        return None, True
    known = _password_of(phone)
    if not known or KSR.auth.pv_auth_check(settings.realm, known, HA1, 0) < 0:
        KSR.auth.auth_challenge(settings.realm, QOP_AUTH)
        return None, False
    if pv("$au") != pv("$fU") or browsers.is_browser(pv("$fU")) != browsers.speaks():
        KSR.sl.sl_send_reply(403, "Forbidden")
        return None, False
    KSR.auth.consume_credentials()
    guests.know()
    return phone, True


def proves_itself(settings: Settings, accounts: list[str]) -> bool:
    """Return whether the request being worked on has the password of one of these accounts. If not, it was asked for
    it."""
    account = pv("$au")
    known = _password_of(store.phone_entry(account)) if account in accounts else ""
    if known and KSR.auth.pv_auth_check(settings.realm, known, HA1, 0) > 0:
        guests.know()
        return True
    KSR.auth.auth_challenge(settings.realm, QOP_AUTH)
    return False


def is_connected(phone: str, host: str) -> bool:
    """Return whether the phone is registered."""
    return bool(KSR.registrar.registered_uri("location", f"sip:{phone}@{host}") > 0)


def is_our_leg(settings: Settings) -> bool:
    """Return whether this INVITE is our own, on its way to phones: it carries the secret of this start."""
    return header(legs.LEG_HEADER).split(" ")[0] == settings.leg_secret


def fork() -> None:
    """Send our own INVITE on to every registration of the phones it names; 480 if there is none."""
    if KSR.maxfwd.process_maxfwd(20) < 0:
        KSR.sl.sl_send_reply(483, "Too Many Hops")
        return
    legs.note_cancel()
    phones = header(legs.LEG_HEADER).split()[1:]
    KSR.hdr.remove(legs.LEG_HEADER)
    if name := header(legs.NAME_HEADER):
        KSR.hdr.remove(legs.NAME_HEADER)
        KSR.uac.uac_replace_from(f'"{name}"', "")
    found = 0
    for phone in phones:
        uri = f"sip:{phone}@{pv('$rd')}"
        if found:
            found += KSR.registrar.lookup_to_dset("location", uri) > 0
        else:
            KSR.pv.sets("$ru", uri)
            found += KSR.registrar.lookup("location") > 0
    if not found:
        KSR.sl.sl_send_reply(480, "No Phone Registered")
        return
    KSR.tm.t_set_fr(NO_LIMIT_MS, NO_LIMIT_MS)
    KSR.tm.t_on_reply("ksr_leg_progress")
    KSR.tm.t_on_branch("ksr_leg_branch")
    if KSR.tm.t_relay() < 0:
        KSR.sl.sl_send_reply(480, "No Phone Can Be Reached")
