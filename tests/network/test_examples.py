"""The examples that empty lists of the network offer."""

import pytest

from app.core.store import Store
from app.core.text import set_language
from app.network.page.adviser_desk import adviser_desk
from app.network.page.foresight_desk import foresight_desk
from app.network.page.partnership_desk import partnership_desk
from app.ui.desk import Desk


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize(
    "desk", [partnership_desk(), foresight_desk(), adviser_desk()], ids=lambda d: d.record.kind.name
)
def test_an_empty_office_looks_at_an_example_and_takes_it_back(
    store: Store, desk: Desk, language: str
) -> None:
    set_language(language)
    assert desk.example
    made = store.write(desk.example).result
    with store.read() as session:
        found = session.get_one(desk.record, made)
        assert found.title()["fi"] != found.title()["en"]
        assert found.lead()["fi"]
        for column in found.__table__.columns:
            assert "$" not in str(getattr(found, column.key))
    store.undo()
    with store.read() as session:
        assert session.get_one(desk.record, made).deleted_at is not None
