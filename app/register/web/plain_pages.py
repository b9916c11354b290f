"""The pages that explain: what certified means, and who keeps the directory and how."""

from urllib.parse import quote

from sqlalchemy import select

from app.catalogue import shapes
from app.catalogue.wanted import Wanted
from app.certification.schemes import actions as schemes
from app.core.text import _l
from app.register import tables, verified
from app.register.web import organisation_pages
from app.register.web.asked import Asked
from app.register.web.organisation_pages import Contact
from app.register.web.rendering import Elsewhere, Page
from app.sync.protocol import Role

_CERTIFIED = {
    "lead": _l(
        "The mark tells that a network has assessed a service by criteria that anybody may read, and has "
        "granted it a certificate."
    ),
    "promise_heading": _l("What you can trust"),
    "promise_1": _l("The content, the price and the promise of the service are written down."),
    "promise_2": _l("Somebody else than the provider has assessed the service."),
    "promise_3": _l("What was found lacking has been put right."),
    "promise_4": _l("The certificate ends on its day unless the service is assessed again."),
    "check_heading": _l("How to check a certificate"),
    "check_1": _l(
        "Open the service’s page and choose “Check the certificate”, or scan the code on the paper."
    ),
    "check_2": _l(
        "You see at once whether the certificate is valid today, to whom it was granted and for what."
    ),
    "check_3": _l(
        "Compare the number and the name of the provider with those that you were shown."
    ),
    "number": _l("Number of the certificate"),
    "number_help": _l("For example V-2026-ABC123"),
    "number_button": _l("Check"),
    "isnt_heading": _l("What it isn’t"),
    "isnt": _l(
        "The certificate is the network’s own. It isn’t a licence, a registration or a decision of any "
        "authority, and doesn’t replace them. The authorities supervise social and health care services."
    ),
    "self_heading": _l("Self-declared services"),
    "self": _l(
        "An organisation may also declare on its own papers that its service meets the criteria. Such a "
        "service isn’t shown as certified here: nobody else has granted it."
    ),
    "schemes": _l("By what it is assessed"),
    "criteria": _l("Read the criteria"),
    "all_certified": _l("All certified services"),
}
_ABOUT = {
    "lead": _l(
        "Here you find welfare services of several providers in one place, without logging in."
    ),
    "who_heading": _l("Who keeps it"),
    "who": _l(
        "Each provider describes its own services and answers for what it says. The network’s register shows "
        "them as they are, usually within a minute of a change. These networks are shown here:"
    ),
    "coordinator": _l("Coordinator"),
    "hidden": _l("No network is shown here just now."),
    "data_heading": _l("Your privacy"),
    "data_1": _l(
        "This site uses no cookies, doesn’t follow you and fetches nothing from anybody else."
    ),
    "data_2": _l("What you search for isn’t stored."),
    "data_3": _l(
        "The register’s log holds the time, the kind of page and how long the answer took. It holds no "
        "addresses of people or computers."
    ),
    "data_4": _l(
        "Services are described here, not their clients: there is no client data in the register."
    ),
    "open_heading": _l("Open data"),
    "open": _l(
        "Everything that is shown here is also open data in the international HSDS form, for other "
        "directories and programs."
    ),
    "open_link": _l("Open data at this address"),
    "access_heading": _l("Accessibility of this site"),
    "access_1": _l(
        "The site is made to meet the accessibility requirements of WCAG 2.2 at level AA. It works with a "
        "keyboard, a screen reader, large text and without scripts."
    ),
    "access_2": _l(
        "Providers write the descriptions of services themselves, so some are only in one language or hard "
        "to read."
    ),
    "access_3": _l(
        "If something doesn’t work for you, tell the network’s coordinator. You can also ask the supervisory "
        "authority, the Finnish Transport and Communications Agency Traficom."
    ),
    "wrong_heading": _l("Something is wrong?"),
    "wrong": _l(
        "Tell the provider: its contact details are on the page of the service. The provider corrects its "
        "own information."
    ),
}


def certified(asked: Asked) -> Page | Elsewhere:
    """What certified means, how to check it, and that no authority grants it.

    A number that was typed on the page leads to its certificate.
    """
    if typed := asked.request.query_params.get("number", "").strip()[:40]:
        number = quote(verified.tidy(typed) or typed.replace("/", " "), safe="")
        return Elsewhere(f"../verify/{number}?lang={asked.language}")
    reader = asked.reader
    shown = [
        {
            "name": reader.text(each.name),
            "basis": reader.text(each.basis),
            "criteria": [
                reader.text(criterion.text) for criterion in each.criteria if criterion.scored
            ],
        }
        for each in schemes.shipped()
        if each.certificate
    ]
    return Page(
        "certified.html",
        _l("What certified means").say(),
        _CERTIFIED,
        {"schemes": shown},
        path="certified",
        description=_CERTIFIED["lead"].say(),
    )


def about(asked: Asked) -> Page:
    """Who keeps the directory, what it does with data, and how accessible it is."""
    return Page(
        "about.html",
        _l("About this directory").say(),
        _ABOUT,
        {"networks": [(name, _coordinators(asked, each)) for each, name in asked.networks.items()]},
        path="about",
        description=_ABOUT["lead"].say(),
    )


def _coordinators(asked: Asked, network_id: str) -> list[Contact]:
    """The organisations that coordinate a network, of those whose page is shown, with the ways to reach them."""
    device = tables.device
    owners = asked.connection.scalars(
        select(device.c.organisation_id)
        .where(
            device.c.network_id == network_id,
            device.c.role == Role.COORDINATOR,
            device.c.revoked_at.is_(None),
        )
        .distinct()
    ).all()
    if not owners:
        return []
    wanted = Wanted(shapes.ORGANISATION, owner=tuple(owners), by=asked.language)
    found = asked.find(wanted, [network_id]).items
    return [each for item in found if (each := organisation_pages.contact(asked, item))]
