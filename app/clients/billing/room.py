"""The door of billing: from visits to lines for each payer."""

from app.clients.billing.records import Billing
from app.core.room import Paper, Room
from app.core.text import _l

ROOM = Room(
    name="billing",
    label=_l("Billing"),
    icon="receipt",
    kinds=(Billing,),
    page="app.clients.billing.page:BillingPage",
    matters=("app.clients.billing.actions:matters",),
    papers=(
        Paper(
            "billing-specification",
            _l("Billing specification"),
            "billing",
            "app.clients.billing.papers:specification",
            "app.clients.billing.actions:reader",
        ),
    ),
)
