"""A catalogue in memory."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from app.catalogue import tables
from tests.catalogue.records import Kept


@pytest.fixture
def kept() -> Iterator[Kept]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    tables.metadata.create_all(engine)
    yield Kept(engine)
    engine.dispose()
