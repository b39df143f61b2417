"""Reports to Health how long the certificates are valid by which people and their phones reach the exchange."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.config import config
from app.db import now
from app.gateways.certificate import NoCertificate, valid_until
from app.ports.health import Finding, fault, ok, unknown, warning, worst
from app.web.i18n import moment
from config import Config

SOON, VERY_SOON = timedelta(days=14), timedelta(days=3)
SAFE = ("https:", "wss:")
log = logging.getLogger(__name__)


def addresses(settings: Config) -> list[str]:
    """Return the addresses of this installation that have a certificate."""
    return [url for url in (settings.public_url, settings.phone_url) if url.startswith(SAFE)]


def finding() -> Finding:
    """Return the finding of the certificate in the worst state."""
    return worst(_findings())


def _findings() -> Iterator[Finding]:
    for url in addresses(config()):
        try:
            yield _of(url, valid_until(url))
        except NoCertificate as problem:
            log.warning("certificate of %s: %s", url, problem)
            to_do = _("Open that address in a browser. If it warns you, renew the certificate on the web server.")
            yield unknown(_("No valid certificate was found at %(url)s: %(problem)s.", url=url, problem=problem), to_do)


def _of(url: str, ends: datetime) -> Finding:
    left = ends - now()
    if left > SOON:
        return ok(_("The certificate of %(url)s is valid until %(at)s.", url=url, at=moment(ends)))
    said = _("The certificate of %(url)s expires on %(at)s. Then browsers refuse to connect.", url=url, at=moment(ends))
    to_do = _("Renew it on the web server, and see why that did not happen by itself.")
    return (fault if left < VERY_SOON else warning)(said, to_do)
