"""Lets one part of the portal find what another part provides, for one application, in typed places.

A ``Port`` has one implementation, which a feature provides when it is wired. A ``Registry`` has as many entries as
features add. A ``Memory`` is made when it is first asked for, and lives as long as the application.
"""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from flask import Flask, current_app

T = TypeVar("T")


class NotProvided(LookupError):
    """Raised when a port is asked for its implementation and no feature has provided one."""


class ProvidedTwice(ValueError):
    """Raised when a second implementation, or a second entry of the same key, is provided."""


def _current() -> Flask:
    """Return the current application itself: each look at it through ``current_app`` finds it anew."""
    found: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return found


def _held(app: Flask) -> dict[object, Any]:
    found: dict[object, Any] = app.extensions.setdefault("ports", {})
    return found


class Port(Generic[T]):
    """Holds one implementation of *T* in each application. *name* appears in errors."""

    def __init__(self, name: str) -> None:
        """Make a port. *name* appears in errors."""
        self.name = name

    def provide(self, app: Flask, implementation: T) -> None:
        """Make *implementation* the one that callers get. Raise ``ProvidedTwice`` if there is one already."""
        if self in _held(app):
            raise ProvidedTwice(f"two features provide {self.name}")
        _held(app)[self] = implementation

    def replace(self, app: Flask, implementation: T) -> T:
        """Put *implementation* in the place of the one provided, and return that one."""
        before = self.of(app)
        _held(app)[self] = implementation
        return before

    def of(self, app: Flask) -> T:
        """Return the implementation in *app*. Raise ``NotProvided`` if there is none."""
        try:
            found: T = _held(app)[self]
        except KeyError:
            raise NotProvided(f"no feature provides {self.name}") from None
        return found

    def __call__(self) -> T:
        """Return the implementation in the current application. Raise ``NotProvided`` if there is none."""
        return self.of(_current())


class Registry(Generic[T]):
    """Holds the entries that features add in each application, in the order in which they were added.

    *key* names an entry: adding two with the same key is an error. Without it, entries may be equal.
    """

    def __init__(self, name: str, key: Callable[[T], Hashable] | None = None) -> None:
        """Make a registry without entries. *name* appears in errors."""
        self.name = name
        self.key = key

    def add(self, app: Flask, entry: T) -> None:
        """Append *entry*. Raise ``ProvidedTwice`` if another entry has its key."""
        key = self.key
        if key is not None and any(key(each) == key(entry) for each in self.of(app)):
            raise ProvidedTwice(f"there are two {self.name} called {key(entry)}")
        _held(app)[self] = (*self.of(app), entry)

    def replace(self, app: Flask, entries: tuple[T, ...]) -> tuple[T, ...]:
        """Put *entries* in the place of those added, and return those."""
        before = self.of(app)
        _held(app)[self] = entries
        return before

    def of(self, app: Flask) -> tuple[T, ...]:
        """Return the entries in *app*."""
        found: tuple[T, ...] = _held(app).get(self, ())
        return found

    def __call__(self) -> tuple[T, ...]:
        """Return the entries in the current application."""
        return self.of(_current())


class Memory(Generic[T]):
    """Remembers, for each application, what *make* returned when first asked."""

    def __init__(self, make: Callable[[], T]) -> None:
        """Make a memory that is empty in each application."""
        self.make = make

    def of(self, app: Flask) -> T:
        """Return what is remembered in *app*."""
        held = _held(app)
        if self not in held:
            held[self] = self.make()
        found: T = held[self]
        return found

    def __call__(self) -> T:
        """Return what is remembered in the current application."""
        return self.of(_current())

    def forget(self, app: Flask) -> None:
        """Let the next call begin with a new one, as in another process."""
        _held(app).pop(self, None)
