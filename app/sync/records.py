"""What an office stores of its synchronisation: its place in a network, stamps, what waits, conflicts."""

from typing import Any

from sqlalchemy import JSON, Boolean, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.field import described
from app.core.record import Kind, Record, Table, new_id
from app.core.text import LanguageText, _l, in_all
from app.core.value import Choice, PlainText

ONLY = 1
"""The id of the one link that a store has at most."""
CONNECTED, DISCONNECTED = "connected", "disconnected"
MOST_VALUE = 1_000_000
OPEN, MINE, THEIRS, EDITED = "open", "mine", "theirs", "edited"
STATES = (
    (OPEN, _l("Waits for you")),
    (MINE, _l("Ours was taken back")),
    (THEIRS, _l("Theirs was kept")),
    (EDITED, _l("Written anew")),
)


class Link(Table):
    """The office's place in its network, and how far it has come.

    Attributes:
        device: as which device the register knows this file; another one than the file's own id when the
            file is a restored copy.
        state: ``connected``; ``disconnected`` when a person or the register ended it: what was shared stays
            known, so that the office can connect again.
        cursor: up to which position the register's changes have been taken in.
        clock_time, clock_counter: the hybrid logical clock.
        offset: milliseconds by which the register's clock is ahead of this computer's.
        keys: the network's public keys, as ``protocol.PublicKey``.
        fresh: a fresh copy is being taken: the register's deletions reach back less far than the cursor.
        trouble: what stopped the last synchronisation, as ``trouble.Trouble`` in JSON; blank when nothing did.
        checked_at: when the digests were last compared, in milliseconds.
    """

    __tablename__ = "sync_link"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, default=ONLY)
    url: Mapped[str] = mapped_column(String)
    state: Mapped[str] = mapped_column(String(20), default=CONNECTED)
    paused: Mapped[bool] = mapped_column(Boolean, default=False)
    network_id: Mapped[str] = mapped_column(String(36))
    network_name: Mapped[str] = mapped_column(String)
    organisation_id: Mapped[str] = mapped_column(String(36))
    organisation_name: Mapped[str] = mapped_column(String)
    role: Mapped[str] = mapped_column(String(20))
    device: Mapped[str] = mapped_column(String(36))
    token: Mapped[str] = mapped_column(String)
    keys: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    cursor: Mapped[int] = mapped_column(Integer, default=0)
    clock_time: Mapped[int] = mapped_column(Integer, default=0)
    clock_counter: Mapped[int] = mapped_column(Integer, default=0)
    offset: Mapped[int] = mapped_column(Integer, default=0)
    fresh: Mapped[bool] = mapped_column(Boolean, default=False)
    last_success: Mapped[int] = mapped_column(Integer, default=0)
    trouble: Mapped[str] = mapped_column(String, default="")
    checked_at: Mapped[int] = mapped_column(Integer, default=0)


class Shared(Table):
    """A record that the office shares or has received, with the stamps of its fields.

    Attributes:
        owner: the id of the organisation in the network whose it is.
        stamps: as ``merge.Stamps`` writes them.
        fields: JSON. Of a record that lives in this office's own tables only what those can't hold, because
            a newer version has added it; of all others everything.
        own: whether it lives in the office's own tables.
        sent: whether the register has it.
    """

    __tablename__ = "sync_shared"
    __table_args__ = (Index("ix_sync_shared_kind", "kind", "own", "owner"),)

    record_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    owner: Mapped[str] = mapped_column(String(36))
    own: Mapped[bool] = mapped_column(Boolean)
    sent: Mapped[bool] = mapped_column(Boolean)
    stamps: Mapped[str] = mapped_column(String)
    fields: Mapped[str] = mapped_column(String, default="{}")


class Outgoing(Table):
    """The outbox: fields of a record that were changed at one moment and not yet taken in by the register.

    The values aren't kept here but read from the record when they are sent, as far as they still are those of
    this moment: what was changed again meanwhile goes out with the later change.

    Attributes:
        number: the order in which they go out.
        change_id: the change's own id; the register applies it at most once.
        names: for each field ``base``, the stamp that the register is known to have had, and ``old``, the value
            before in JSON, where it is known; ``None`` stands for all fields of a record that the register doesn't have.
        refused: ``[field, code, reason]`` of what the register refused; blank while it waits to be sent.
    """

    __tablename__ = "sync_outgoing"
    __table_args__ = (
        Index("ix_sync_outgoing_record", "record_id"),
        Index("ix_sync_outgoing_waiting", "waits", "number"),
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    change_id: Mapped[str] = mapped_column(String(36), default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[str] = mapped_column(String(36))
    stamp: Mapped[str] = mapped_column(String(40))
    names: Mapped[dict[str, dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    waits: Mapped[bool] = mapped_column(Boolean, default=True)
    refused: Mapped[list[list[str]]] = mapped_column(JSON, default=list)


class Uncatalogued(Table):
    """A record that has changed and isn't yet taken into the office's catalogue as it stands now."""

    __tablename__ = "catalogue_waiting"

    record_id: Mapped[str] = mapped_column(String(36), primary_key=True)


class Conflict(Record):
    """A value of this office that another office overwrote without having seen it. It is kept whole."""

    __tablename__ = "sync_conflict"
    __table_args__ = (Index("ix_sync_conflict_state", "deleted_at", "state"),)

    kind = Kind(
        "conflict",
        "conflicts",
        _l("Conflict"),
        _l("Conflicts"),
        "arrows-merge",
        bound=True,
    )

    about_kind: Mapped[str] = described(PlainText(40), _l("Kind"), exported=False)
    about_id: Mapped[str] = described(PlainText(36), _l("Record"), exported=False)
    about_field: Mapped[str] = described(PlainText(60), _l("Field"), exported=False)
    mine: Mapped[str] = described(PlainText(MOST_VALUE, long=True), _l("Ours"), exported=False)
    theirs: Mapped[str] = described(PlainText(MOST_VALUE, long=True), _l("Theirs"), exported=False)
    my_stamp: Mapped[str] = described(PlainText(40), _l("When ours was written"), exported=False)
    their_stamp: Mapped[str] = described(
        PlainText(40), _l("When theirs was written"), exported=False
    )
    by: Mapped[str] = described(PlainText(200), _l("Whose office"), exported=False)
    state: Mapped[str] = described(Choice(options=STATES), _l("Status"), exported=False)

    def title(self) -> LanguageText:
        return in_all(self.about_field or "–")
