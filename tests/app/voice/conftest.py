"""A flow, as the tests of flows have it."""

from tests.app.flows.conftest import flow_id  # noqa: F401
