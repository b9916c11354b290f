"""The own organisation: the office has exactly one."""

import pytest

from app.core import editing
from app.core.fault import Refusal
from app.core.store import Store
from app.organisation.actions import own
from app.organisation.records import Organisation


def test_the_own_organisation_stays_and_its_copy_is_another(demo: Store) -> None:
    with demo.read() as session:
        ours = own(session).id
    with pytest.raises(Refusal, match="Rantakylän Arkiapu ry"):
        demo.write(lambda session: editing.remove(session, Organisation, [ours]))
    copy = demo.write(lambda session: editing.duplicate(session, Organisation, ours)).result
    with demo.read() as session:
        assert own(session).id == ours
        assert not session.get(Organisation, copy).own
    demo.write(lambda session: editing.remove(session, Organisation, [copy]))
