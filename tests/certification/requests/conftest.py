"""A second office: that of the network's certifier."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.store import Store
from tests.certification.requests.data import join
from tests.conftest import copied


@pytest.fixture
def elsewhere(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """The certifier's office."""
    folder = tmp_path / "certifier"
    folder.mkdir()
    with copied(empty, folder) as made:
        join(made, role="certifier")
        yield made
