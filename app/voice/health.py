"""Reports to Health whether all sounds exist."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.config import config
from app.ports.health import Finding, HealthCheck, fault, ok
from app.voice.service.remaking import labels_of, missing_sounds

MOST_NAMED = 10


def _prompts() -> Finding:
    missing = missing_sounds()
    if not missing:
        return ok(_("Everything that callers hear is there."))
    said = ngettext(
        "%(num)s sound that callers hear is missing.", "%(num)s sounds that callers hear are missing.", len(missing)
    )
    labels = labels_of(missing)
    if not labels:
        log = config().logs_dir / "worker.log"
        return fault(said, _("Wait a minute: the exchange makes them again. If this stays, see %(log)s.", log=log))
    to_do = _(
        "Wait a minute: the exchange makes again what it can. What stays missing, restore from a backup of %(folder)s, "
        "or upload or record it again under Voice: %(prompts)s.",
        folder=config().prompts_dir,
        prompts=", ".join([*labels[:MOST_NAMED], *(["…"] if len(labels) > MOST_NAMED else [])]),
    )
    return fault(said, to_do)


CHECK = HealthCheck("prompts", _l("Announcements and music"), _prompts, needs="database")
