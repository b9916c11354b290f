"""The door of the service room."""

from app.core.room import Paper, Room
from app.core.text import _l
from app.services.records import ServicePath, ServiceProduct

ROOM = Room(
    name="services",
    label=_l("Services"),
    icon="heart",
    kinds=(ServiceProduct, ServicePath),
    page="app.services.page:ServicesPage",
    matters=("app.services.actions:matters",),
    figures=("app.services.actions:figures",),
    papers=(
        Paper("service-card", _l("Service card"), "service", "app.services.papers:service_card"),
        Paper("price-list", _l("Price list"), "", "app.services.papers:price_list"),
        Paper(
            "service-path", _l("Service path"), "service_path", "app.services.papers:service_path"
        ),
        Paper("catalogue", _l("Service catalogue"), "", "app.services.papers:catalogue"),
    ),
)
