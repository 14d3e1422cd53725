"""The frame of every page: places by task, languages, roles."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.models import Role
from samverka.toolkit import clock, on_device
from samverka.toolkit.addresses import address
from samverka.toolkit.languages import DRAFTS, LANGUAGES, PARTIAL
from samverka.toolkit.texts import listed

from .beside import beside

EVERYBODY = tuple(Role)
LEADS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ECONOMIST)

# Label, icon, address, who has it in the menu. At most seven for any role.
PLACES = (
    (_("Home"), "home", "home:home", EVERYBODY),
    (_("Programmes"), "programme", "programme:list", EVERYBODY),
    (_("Activities"), "activity", "activities:list", EVERYBODY),
    (_("People"), "people", "people:list", (*LEADS, Role.ORGANISER, Role.UNIT_HEAD)),
    (
        _("Partners"),
        "organisation",
        "organisation:list",
        (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ADMINISTRATOR),
    ),
    (
        _("My time"),
        "clock",
        "working_time:mine",
        (Role.STAFF_MEMBER, Role.ORGANISER, Role.UNIT_HEAD),
    ),
    (_("Months"), "month", "reports:months", (*LEADS, Role.UNIT_HEAD, Role.RESEARCHER)),
    (_("To tell of"), "waiting", "months:overview", (Role.ECONOMIST,)),
    (_("Questions"), "question", "questions:list", EVERYBODY),
    (
        _("Administration"),
        "administration",
        "administration:overview",
        (Role.ADMINISTRATOR,),
    ),
)

# A place that also holds pages of another address, by what they are about.
HOLDS = {
    "activities:list": ("calendar", "certificates", "check_in", "session_material"),
    "organisation:list": ("agreements", "agreement"),
    "questions:list": ("instruments",),
}

# Within one programme: its pages stand under /program/<programme_key>/, and name the key so. As
# many as FIRST stand in a row, the others under "more"; some roles have their own first ones.
FIRST = 6
FIRST_OF = {
    Role.ECONOMIST: (
        "programme:detail",
        "budgets:overview",
        "certification:overview",
        "statements:overview",
        "claims:list",
        "participants:list",
    ),
}
# Places that whoever stands in them sees too: something else than a role let them in.
ALSO_THERE = {"matching:list"}
PROGRAMME_PLACES = (
    (_("Overview"), "programme:detail", EVERYBODY),
    (_("Plans"), "plans:overview", EVERYBODY),
    (_("Groups"), "groups:list", EVERYBODY),
    (_("Methods"), "methods:list", EVERYBODY),
    (_("Courses"), "courses:list", (*LEADS, Role.ORGANISER, Role.UNIT_HEAD)),
    (_("Measures"), "measures:list", EVERYBODY),
    (_("Competence"), "competence:overview", EVERYBODY),
    (_("Training"), "training:overview", EVERYBODY),
    (
        _("Competence supply"),
        "supply:overview",
        (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD),
    ),
    (_("Quality of the units"), "cycles:units", (Role.PROGRAMME_LEADER,)),
    (
        _("Introduction"),
        "introduction:overview",
        (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD),
    ),
    (
        _("Need signals"),
        "signals:overview",
        (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD, Role.RESEARCHER),
    ),
    (_("Matching"), "matching:list", (Role.PROGRAMME_LEADER,)),
    (_("Money"), "budgets:overview", LEADS),
    (_("Certified hours"), "certification:overview", (*LEADS, Role.UNIT_HEAD)),
    (_("Statements"), "statements:overview", (Role.PROGRAMME_LEADER, Role.ECONOMIST)),
    (_("Claims"), "claims:list", (Role.PROGRAMME_LEADER, Role.ECONOMIST)),
    (_("Working time"), "working_time:staff", (*LEADS, Role.UNIT_HEAD)),
    (_("Phases"), "change_phase:phases", EVERYBODY),
    (_("Staff reached"), "coverage:staff", (*LEADS, Role.RESEARCHER)),
    (_("Participants"), "participants:list", (*LEADS, Role.UNIT_HEAD)),
    (_("Series"), "series:list", EVERYBODY),
    (
        _("Feedback"),
        "feedback:list",
        (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ORGANISER, Role.RESEARCHER),
    ),
    (_("Guidelines"), "guidelines:list", EVERYBODY),
    (_("Materials"), "materials:list", EVERYBODY),
    (_("Services in plain words"), "explanations:list", EVERYBODY),
    (
        _("Interpreters"),
        "interpreting:bookings",
        (
            Role.PROGRAMME_LEADER,
            Role.SUB_PROJECT_LEADER,
            Role.ORGANISER,
            Role.UNIT_HEAD,
            Role.STAFF_MEMBER,
        ),
    ),
    (
        _("Small languages"),
        "language_groups:overview",
        (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ORGANISER, Role.UNIT_HEAD),
    ),
    (
        _("Inventories"),
        "inventories:list",
        (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ORGANISER),
    ),
    (_("Support"), "support:list", (*LEADS, Role.ORGANISER, Role.UNIT_HEAD)),
    (_("Companies"), "companies:list", (*LEADS, Role.ORGANISER)),
    (_("Newsletter"), "newsletters:list", (Role.PROGRAMME_LEADER,)),
    (_("Slides"), "portfolio:deck", EVERYBODY),
    (_("About the programme"), "programme:about", EVERYBODY),
    (
        _("Keeping of records"),
        "retention:keeping",
        (Role.PROGRAMME_LEADER, Role.ECONOMIST, Role.ADMINISTRATOR),
    ),
    (
        _("Rows to check"),
        "rows_as_files:rows",
        (Role.PROGRAMME_LEADER, Role.ECONOMIST),
    ),
    (_("Set up"), "programmes:set_up", (Role.PROGRAMME_LEADER,)),
)

# Under "more" they stand by what they are about, so that one finds among all of them.
GROUPS = (
    (
        _("Programme"),
        (
            "programme",
            "measures",
            "change_phase",
            "portfolio",
            "newsletters",
            "retention",
            "programmes",
        ),
    ),
    (
        _("The work"),
        (
            "plans",
            "groups",
            "methods",
            "courses",
            "series",
            "feedback",
            "guidelines",
            "materials",
            "inventories",
            "support",
            "companies",
        ),
    ),
    (
        _("Staff and units"),
        ("competence", "training", "supply", "cycles", "introduction", "coverage"),
    ),
    (
        _("Newly arrived people"),
        (
            "participants",
            "signals",
            "matching",
            "explanations",
            "interpreting",
            "language_groups",
        ),
    ),
    (
        _("Money and time"),
        ("budgets", "certification", "statements", "claims", "working_time", "rows_as_files"),
    ),
)


def frame(request) -> dict:
    """The context every page gets."""
    actor = getattr(request, "actor", None)
    code = get_language() or settings.LANGUAGE_CODE
    here = LANGUAGES.get(code, LANGUAGES[settings.LANGUAGE_CODE])
    menu = _menu(request, actor)
    within = _within_programme(request, actor)
    return {
        "frame": {
            "menu": menu,
            "within": within,
            "within_groups": _in_groups(within),
            "beside": beside(request, actor),
            # Tells the row of one programme and place from all others.
            "stands_at": " ".join(
                place["url"]
                for number, place in enumerate(within)
                if place["active"] or not number
            ),
            "here": next((place["label"] for place in menu if place["active"]), ""),
            "role": actor.role if actor else "",
            "languages": [
                {
                    "code": language.code,
                    "name": language.endonym,
                    "direction": language.direction,
                    "current": language.code == code,
                }
                for language in LANGUAGES.values()
            ],
            "language": {
                "code": code,
                "direction": here.direction,
                "draft": code in DRAFTS,
                "partial": code in PARTIAL,
            },
            "actors": [_choice(other, actor) for other in getattr(request, "actors", [])],
            "user_name": actor.user.name if actor else "",
            "device_owner": on_device.owner(actor.user.pk) if actor else "",
            "demonstration": settings.DEMONSTRATION,
            "leave_to": settings.LEAVE_TO,
            "today": clock.today(),
        }
    }


def _choice(other, actor) -> dict:
    for_what = [Role(other.role).label, other.organisation.name]
    if other.programme:
        for_what.append(other.programme.name)
    return {
        "id": other.choice,
        "label": listed(for_what),
        "current": other == actor,
    }


def _menu(request, actor) -> list[dict]:
    """The places of a role; we stand in the one whose address begins ours, or that holds us."""
    if actor is None:
        return []
    path, about = request.path, getattr(request.resolver_match, "app_name", "")
    entries = []
    for label, icon, name, roles in PLACES:
        if actor.role in roles:
            url = address(name)
            inside = path == url or (url != "/" and path.startswith(url))
            active = inside or about in HOLDS.get(name, ())
            entries.append({"label": label, "icon": icon, "url": url, "active": active})
    return entries


def _within_programme(request, actor) -> list[dict]:
    """The places of the programme whose page this is; none elsewhere."""
    match = request.resolver_match
    key = match.kwargs.get("programme_key") if match else None
    if key is None or actor is None:
        return []
    first = FIRST_OF.get(actor.role, ())
    entries: list[dict[str, Any]] = [
        {"label": label, "url": address(name, key), "about": name.partition(":")[0]}
        for label, name, roles in sorted(PROGRAMME_PLACES, key=lambda place: place[1] not in first)
        if actor.role in roles
        or (name in ALSO_THERE and request.path.startswith(address(name, key)))
    ]
    # Whoever has a part in a round need not be in the programme.
    also = [address(name, key) for name in ALSO_THERE]
    there = [url for url in also if request.path.startswith(url)]
    if there and not Programme.objects.visible_to(actor).filter(public_key=key).exists():
        entries = [entry for entry in entries if entry["url"] in there]
    inside = [entry for entry in entries if request.path.startswith(entry["url"])]
    here = max(inside, key=lambda entry: len(entry["url"]), default=None)
    return [
        {**entry, "active": entry is here, "is_first": number < FIRST}
        for number, entry in enumerate(entries)
    ]


def _in_groups(within: list[dict]) -> list[dict]:
    """The places by what they are about; a group is beside when all of it stands in the row."""
    groups = []
    for label, about in GROUPS:
        places = [place for place in within if place["about"] in about]
        beside_all = all(place["is_first"] or place["active"] for place in places)
        if places:
            groups.append({"label": label, "places": places, "is_beside": beside_all})
    return groups
