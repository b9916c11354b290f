"""Every schema version that was ever in use is opened by today's program, with its data."""

import shutil
from pathlib import Path

import pytest

from app.core import backup, history, schema, search
from app.core import store as stores
from app.core.listing import Listing, ids
from app.organisation.actions import own
from app.services.records import ServiceProduct
from tests.conftest import PASSPHRASE

STORES = Path(__file__).parent / "stores"
KEPT = sorted(STORES.glob("*.kumppani"))
"""One store of each version, named by it, made with the small example data of its time."""


def test_one_store_of_each_version_is_kept() -> None:
    assert {path.stem for path in KEPT} == schema.known_revisions(), (
        "make a store with the small example data and keep it in tests/core/stores"
    )


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_store_of_each_version_opens_with_all_that_is_in_it(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / kept.name
    for beside in (kept, kept.with_name(kept.name + ".keys")):
        shutil.copy(beside, tmp_path)

    def before(store: stores.Store) -> None:
        backup.make(store, tmp_path / "backups", "migration")

    with stores.open_store(path, PASSPHRASE, before_migration=before) as store:
        store.check()
        with store.read() as session:
            assert schema.revision(session.connection()) == schema.head()
            services = ids(session, ServiceProduct, Listing())
            assert len(services) == 14
            assert own(session).title()["fi"] == "Rantakylän Arkiapu ry"
            assert search.find(session, "muistikerho")
            assert all(history.entries(session, each) for each in services)
            assert all(
                each.prices and each.steps and each.promise
                for each in session.query(ServiceProduct).filter_by(stage="certified")
            )
    made = list((tmp_path / "backups").glob("*")) if (tmp_path / "backups").exists() else []
    assert bool(made) == (kept.stem != schema.head())
