"""Setting up softphones: codes that they read, as their makers have published them, and what their own forms call each
setting.

Zoiper's codes come from its maker's server, which would be told the password
(https://oem.zoiper.com/docs/token-based-provisioning); others have none that anybody else may make.
"""

import json
from dataclasses import dataclass
from urllib.parse import quote

from config import Config


@dataclass(frozen=True)
class Code:
    """What a QR code for *softphone* says."""

    softphone: str
    text: str


@dataclass(frozen=True)
class Form:
    """*fields* are (what the softphone calls it, "server", "account" or "password"); *runs_on* is for people."""

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
    """Of the softphones whose makers know this installation."""
    found = []
    if config.acrobits_cloud_id:
        found.append(Code("Cloud Softphone", acrobits_code(config.acrobits_cloud_id, account, password)))
    if config.sessiontalk_provider_id:
        found.append(Code("SessionTalk", sessiontalk_code(config.sessiontalk_provider_id, account, password)))
    return found


def acrobits_code(cloud_id: str, account: str, password: str) -> str:
    """See https://doc.acrobits.net/cloudsoftphone/qr.html."""
    return f"csc:{quote(account, safe='')}:{quote(password, safe='')}@{cloud_id}"


def sessiontalk_code(provider_id: str, account: str, password: str) -> str:
    """See https://docs.sessiontalk.co.uk/sessioncloud/qr-codes/using-qr-codes-without-a-provisoning-server, "Generic
    Apps"."""
    accounts = {"sipaccounts": [{"sipusername": account, "sippassword": password}]}
    return f"scloc:{provider_id}| {json.dumps(accounts)}"


def address(config: Config, account: str) -> str:
    """A SIP URI (RFC 3261 section 19.1); it has no password, as that section advises."""
    return f"sip:{account}@{config.sip_host}:{config.sip_port}"
