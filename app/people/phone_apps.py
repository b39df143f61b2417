"""Provides the settings of phone apps: QR codes as their makers specify them, and the names of fields.

Zoiper's codes come from its maker's server, which would learn the password
(https://oem.zoiper.com/docs/token-based-provisioning); other apps have none that anybody else may make.
"""

import json
from dataclasses import dataclass
from urllib.parse import quote

from config import Config


@dataclass(frozen=True)
class Code:
    """Describes the text of a QR code for the app *softphone*."""

    softphone: str
    text: str


@dataclass(frozen=True)
class Form:
    """Describes the fields of an app's own form.

    *fields* are (the app's name for it, "server", "account" or "password"); *runs_on* is for people.
    """

    softphone: str
    runs_on: str
    fields: tuple[tuple[str, str], ...]


FORMS = (
    Form("Groundwire", "Android, iOS", (("Username", "account"), ("Password", "password"), ("Domain", "server"))),
    Form(
        "Zoiper", "Windows, macOS, Linux", (("Username", "account"), ("Password", "password"), ("Hostname", "server"))
    ),
    Form(
        "MicroSIP",
        "Windows",
        (("SIP server", "server"), ("Username", "account"), ("Domain", "server"), ("Password", "password")),
    ),
    Form(
        "Grandstream Wave",
        "Android, iOS",
        (
            ("SIP Server", "server"),
            ("SIP User ID", "account"),
            ("Authenticate ID", "account"),
            ("Password", "password"),
        ),
    ),
    Form("PortSIP", "Windows, Android, iOS", (("Username", "account"), ("Password", "password"), ("Server", "server"))),
)


def codes(config: Config, account: str, password: str) -> list[Code]:
    """Return the QR codes for apps whose makers know this installation."""
    found = []
    if config.acrobits_cloud_id:
        found.append(Code("Cloud Softphone", acrobits_code(config.acrobits_cloud_id, account, password)))
    if config.sessiontalk_provider_id:
        found.append(Code("SessionTalk", sessiontalk_code(config.sessiontalk_provider_id, account, password)))
    return found


def acrobits_code(cloud_id: str, account: str, password: str) -> str:
    """Return the text of the QR code. See https://doc.acrobits.net/cloudsoftphone/qr.html."""
    return f"csc:{quote(account, safe='')}:{quote(password, safe='')}@{cloud_id}"


def sessiontalk_code(provider_id: str, account: str, password: str) -> str:
    """Return the text of the QR code.

    See https://docs.sessiontalk.co.uk/sessioncloud/qr-codes/using-qr-codes-without-a-provisoning-server, "Generic
    Apps".
    """
    accounts = {"sipaccounts": [{"sipusername": account, "sippassword": password}]}
    return f"scloc:{provider_id}| {json.dumps(accounts)}"


def address(config: Config, account: str) -> str:
    """Return the SIP URI of an account (RFC 3261 section 19.1), without a password, as that section advises."""
    return f"sip:{account}@{config.sip_host}:{config.sip_port}"
