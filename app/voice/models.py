"""Defines prompts, their versions, and texts that flows speak. Names that flows refer to never change."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.audited import Audited
from app.company.stale import InDirectory
from app.db import Base, OfCompany, now

LANGUAGE_MARK = "@"
SOURCES = {"microphone": _("Microphone"), "upload": _("Upload"), "speech": _("Text to speech")}
PROMPT_KINDS = {"announcement": _("Announcement"), "music": _("Hold music")}


class Prompt(Audited, InDirectory, Base):
    """Stores something that callers hear. *file* is "<sha256>.au" in ``config.prompts_dir`` and immutable.

    "welcome@de" is the prompt "welcome" in German; flows refer to "welcome". *text*, *source*, *file* and
    *duration_ms* are those of the newest version, whose number is *version*.
    """

    __tablename__ = "prompts"
    __table_args__ = (UniqueConstraint("company_id", "name"),)
    AUDIT_KIND = _("Prompt")
    AUDIT_LEFT_OUT = frozenset({"file"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(48))
    label: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text, default="")
    """What is said; "" unless it is speech."""
    language: Mapped[str] = mapped_column(String(8), default="en")
    file: Mapped[str] = mapped_column(String(70))
    duration_ms: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(12))
    """A key of SOURCES."""
    kind: Mapped[str] = mapped_column(String(12), default="announcement")
    """A key of PROMPT_KINDS."""
    is_default: Mapped[bool] = mapped_column(default=False)
    """Whether it is the company's hold music; at most one is."""
    version: Mapped[int] = mapped_column(Integer, default=0)

    versions: Mapped[list["PromptVersion"]] = relationship(
        back_populates="prompt", cascade="all, delete-orphan", order_by="PromptVersion.number.desc()"
    )

    @property
    def is_translation(self) -> bool:
        """Return whether it is a translation of another prompt."""
        return LANGUAGE_MARK in self.name

    @property
    def of_name(self) -> str:
        """Return the name that flows refer to."""
        return self.name.partition(LANGUAGE_MARK)[0]


class PromptVersion(OfCompany, Base):
    """Stores a prompt as it was from some day on. It never changes."""

    __tablename__ = "prompt_versions"
    __table_args__ = (UniqueConstraint("prompt_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    prompt_id: Mapped[int] = mapped_column(ForeignKey("prompts.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    """1, 2, 3 within the prompt."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    author: Mapped[str] = mapped_column(String(120))
    """The user's name; "" is the exchange itself."""
    source: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(String(70))
    duration_ms: Mapped[int] = mapped_column(Integer)
    original: Mapped[str] = mapped_column(String(160))
    """What was recorded or uploaded, unchanged, in the storage of originals; "" for speech."""
    again: Mapped[int | None]
    """The number of the older version that it restores."""

    prompt: Mapped[Prompt] = relationship(back_populates="versions")


class SpokenText(InDirectory, Base):
    """Stores the sound of a text that a published flow says; *name* as ``designer.runtime.spoken`` makes it."""

    __tablename__ = "spoken_texts"
    __table_args__ = (UniqueConstraint("company_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(String(70))
    duration_ms: Mapped[int] = mapped_column(Integer)
