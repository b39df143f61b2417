"""Keeps people whose account is limited to some groups to the calls and recordings of these groups.

A model whose rows belong to groups derives from ``OfGroups``. Every statement on such a model gives the rows of the
groups in force alone: those of the signed-in user in a request, all groups everywhere else. A limited user's request to
a view that does not declare the scope "groups" or "own" (``app.rights``) may not query such a model at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g
from sqlalchemy import ColumnElement, event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from app.db import Base
from app.db.kept import models_in

Groups = frozenset[str] | None
"""Names of groups; None for all of them, and for what belongs to no group."""

UNDECLARED = frozenset({"\0undeclared"})


class NoScope(Exception):
    """Raised when a view queries such a model for a limited user, and declares another scope."""


class OfGroups:
    """Makes the row belong to one or more groups, as a mixin."""

    @classmethod
    def in_groups(cls, groups: frozenset[str]) -> ColumnElement[bool]:
        """Return the condition under which a row belongs to any of *groups*."""
        raise NotImplementedError


@contextmanager
def group_scope(groups: Groups) -> Iterator[None]:
    """Put *groups* in force for the queries inside."""
    before = groups_in_force()
    g.groups_in_force = groups
    try:
        yield
    finally:
        g.groups_in_force = before


def groups_in_force() -> Groups:
    """Return the groups whose rows queries give now."""
    found: Groups = g.get("groups_in_force")
    return found


@event.listens_for(Session, "do_orm_execute")
def _keep_to_groups(state: ORMExecuteState) -> None:
    groups = groups_in_force()
    if groups is None or state.is_column_load or state.is_relationship_load:
        return
    for model in models_in(state.statement, OfGroups, Base.registry):
        if groups is UNDECLARED:
            raise NoScope(model.__name__)
        criterion = with_loader_criteria(model, model.in_groups(groups), include_aliases=True)  # type: ignore[attr-defined]
        state.statement = state.statement.options(criterion)
