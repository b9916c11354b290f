"""A small programme for the tests of programmes."""

import pytest

from app.core.store import Store
from tests.programmes.world import World


@pytest.fixture
def world(store: Store) -> World:
    """A store of its own with a programme of one objective."""
    return World(store)
