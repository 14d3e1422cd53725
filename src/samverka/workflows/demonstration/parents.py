"""What lies in the lists of Föräldrastöd, where visitors land first: all of it made up."""

import datetime as dt
from decimal import Decimal

from samverka.delivery.budgets import actions as budgets
from samverka.delivery.budgets.models import Cost
from samverka.delivery.companies import actions as companies
from samverka.delivery.companies.models import Company, CompanyNeed, ProgrammeCompany
from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Phase, Programme
from samverka.delivery.support import actions as support
from samverka.development.methods import actions as methods
from samverka.development.methods.models import Method, Trial
from samverka.foundation.accounts.actor import Actor
from samverka.publishing.materials import actions as materials
from samverka.publishing.materials.files import Sent
from samverka.publishing.materials.models import Licence
from samverka.register.partners.models import Organisation

from . import plan
from .plan import GR, HARRYDA, KUNGALV, MOLNDAL, OCKERO

Organisations = dict[str, Organisation]
Actors = dict[str, Actor]
FIRST_HALF = (dt.date(2025, 9, 1), dt.date(2026, 1, 31))
Kind = Cost.Kind
# Kind, what it was for, receipt, day, kronor; each is paid two weeks later.
COSTS = {
    KUNGALV: (
        (Kind.PREMISES, "Lokal och fika, lokal workshop", "K-1041", (2025, 11, 12), 4_850),
        (Kind.TRAVEL, "Resor till klusterträff", "K-1057", (2026, 1, 20), 1_260),
        (Kind.SERVICES, "Tolk vid föräldramöten", "K-1088", (2026, 2, 24), 6_400),
    ),
    MOLNDAL: (
        (Kind.PREMISES, "Lokal, lokal workshop", "M-311", (2025, 11, 19), 5_200),
        (Kind.EQUIPMENT, "Tryck av samtalskort", "M-329", (2026, 2, 9), 3_175),
    ),
}
PAID_AFTER = dt.timedelta(days=14)
GUIDE = """\
# Samtalskort för föräldramöten (exempel)

Påhittat material i demonstrationen.

1. Vad gör ditt barn gärna efter skolan?
2. Vem kan du fråga när du undrar något om skolan?
3. Vad var annorlunda när du själv var barn?
4. Vad vill du veta mer om till nästa gång?
"""
CARDS_CHANGED = "Två kort om vardagen hemma i stället för ett om läxor, så som föräldrarna bad om."
CHANGED_ON = dt.date(2026, 1, 12)


def fill_lists(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """Methods, support, costs, a material and companies."""
    _methods(programme, organisations, actors)
    _support(programme, organisations, actors)
    _costs(programme, organisations, actors)
    _material(programme, organisations[GR], actors["Petra"])
    _companies(programme, actors["Olga"])


def _methods(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """One is recommended, handed over and changed by then; one is still being tried."""
    karin, hilda = actors["Karin"], actors["Hilda"]
    stage = _stage(programme, actors["Petra"])
    cards = _method(
        programme,
        {
            "name": "Samtalskort i föräldragrupp (exempel)",
            "owner": organisations[KUNGALV],
            "description": "Föräldrar pratar i små grupper utifrån kort på det egna språket.",
            "target_group": "Nyanlända föräldrar med barn i förskolan",
            "needs": "Två samtalsledare, tolk och en lokal i närheten av förskolan.",
            "evidence": "Prövad i en kommun under en höst. Ingen jämförelsegrupp.",
        },
        karin,
    )
    tried = {
        "participants": 14,
        "own_measure": "Föräldrar som vet vem de frågar om skolan, procent",
        "start_value": Decimal(36),
        "end_value": Decimal(71),
        "fidelity": Trial.Fidelity.AS_DESCRIBED,
        "result": "Fler vet vart de vänder sig. Fyra av föräldrarna vill leda egna grupper.",
        "cost": 18_000,
    }
    _trial(cards, organisations[KUNGALV], stage, tried, karin)
    methods.recommend_method(method=cards, on=dt.date(2026, 2, 12), by=actors["Petra"])
    _hand_over(cards, organisations[KUNGALV], karin)
    methods.add_version(method=cards, what_changed=CARDS_CHANGED, on=CHANGED_ON, by=karin)
    # The second version is tried now: it has begun and not ended.
    going_on = {"starts_on": dt.date(2026, 1, 19), "ends_on": None, "participants": 11}
    asked = {name: tried[name] for name in ("own_measure", "start_value")}
    _trial(cards, organisations[KUNGALV], stage, asked | going_on, karin)
    visit = _method(
        programme,
        {
            "name": "Hembesök med kulturtolk (exempel)",
            "owner": organisations[HARRYDA],
            "description": "Socialsekreterare och kulturtolk gör det första besöket tillsammans.",
            "target_group": "Familjer som möter socialtjänsten för första gången",
        },
        hilda,
    )
    _trial(visit, organisations[HARRYDA], stage, {"participants": 6}, hilda)


def _stage(programme: Programme, by: Actor) -> Phase:
    """The programme has no phases of its own, and a trial belongs to one."""
    starts_on, ends_on = FIRST_HALF
    outcome = programmes.set_phase(
        programme=programme,
        number="1",
        name="Första halvåret (exempel)",
        starts_on=starts_on,
        ends_on=ends_on,
        state=Phase.State.CLOSED,
        by=by,
    )
    return outcome.thing


def _method(programme: Programme, values: dict, by: Actor) -> Method:
    return methods.add_method(programme=programme, values=values, on=dt.date(2025, 9, 22), by=by)


def _trial(method: Method, where: Organisation, stage: Phase, values: dict, by: Actor) -> None:
    facts = {
        "version": method.versions.latest("number"),
        "stage": stage,
        "starts_on": dt.date(2025, 10, 6),
        "ends_on": dt.date(2025, 12, 12),
    }
    methods.add_trial(organisation=where, values={**facts, **values}, by=by)


def _hand_over(method: Method, where: Organisation, by: Actor) -> None:
    methods.hand_over(
        method=method,
        organisation=where,
        values={
            "line_owner": "Enhetschef, öppna förskolan",
            "budget": "Inom enhetens ram från 2026",
            "routine": "En grupp på hösten och en på våren; korten ses över varje sommar.",
            "training": "En halv dag för nya samtalsledare.",
            "follow_up_on": dt.date(2026, 6, 15),
        },
        by=by,
    )


def _support(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """One request was helped and closed, one waits."""
    helped = support.ask_for_support(
        programme=programme,
        organisation=organisations[KUNGALV],
        theme="Att arbeta med tolk",
        text="Hur bokar vi tolk till en grupp där föräldrarna talar tre språk?",
        asked_on=dt.date(2026, 1, 27),
        asked_by="Integrationssamordnare",
        by=actors["Karin"],
    )
    support.note_help(
        request=helped,
        given_on=dt.date(2026, 2, 3),
        minutes=90,
        text="Genomgång tillsammans med två samtalsledare.",
        function="Utbildningsledare",
        by=actors["Olga"],
    )
    support.close_request(
        request=helped,
        result="Grupperna delas efter språk, med samma kort i alla.",
        on=dt.date(2026, 2, 17),
        by=actors["Olga"],
    )
    support.ask_for_support(
        programme=programme,
        organisation=organisations[OCKERO],
        theme="Att nå fram med information",
        text="Hur når vi föräldrar på de mindre öarna inför nästa kurs?",
        asked_on=dt.date(2026, 3, 9),
        asked_by="Integrationssamordnare",
        by=actors["Osman"],
    )


def _costs(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """Kungälv has handed in what it had until January; the rest is written down."""
    for name, rows in COSTS.items():
        for kind, text, receipt, day, kronor in rows:
            incurred_on = dt.date(*day)
            budgets.add_cost(
                programme=programme,
                organisation=organisations[name],
                kind=kind,
                text=text,
                receipt=receipt,
                incurred_on=incurred_on,
                paid_on=incurred_on + PAID_AFTER,
                amount=kronor * 100,
                by=plan.leader_of(name, actors),
            )
    budgets.hand_in(
        programme=programme,
        organisation=organisations[KUNGALV],
        until=dt.date(2026, 1, 31),
        on=dt.date(2026, 2, 13),
        by=actors["Karin"],
    )


def _material(programme: Programme, owner: Organisation, by: Actor) -> None:
    """Anybody may fetch it."""
    cards = materials.add_material(
        programme=programme,
        owner=owner,
        facts={
            "title": "Samtalskort för föräldramöten (exempel)",
            "description": "Fyra frågor att prata om i små grupper. Påhittat material.",
            "language": "sv",
            "licence": Licence.CC_BY,
        },
        files=[Sent("samtalskort.md", GUIDE.encode())],
        on=dt.date(2026, 2, 19),
        by=by,
    )
    materials.show(material=cards, by=by)


def _companies(programme: Programme, by: Actor) -> None:
    """Two that want to employ parents who are new here; one has a value from afterwards too."""
    bakery = companies.take_in_company(
        programme=programme,
        name="Exempelbageriet AB",
        size=Company.Size.SMALL,
        sector="Livsmedel",
        contact_function="Produktionschef",
        by=by,
    )
    laundry = companies.take_in_company(
        programme=programme,
        name="Exempeltvätten AB",
        size=Company.Size.MICRO,
        sector="Tjänster",
        contact_function="Föreståndare",
        by=by,
    )
    skills = CompanyNeed.Kind.SKILLS
    asked = dt.date(2025, 10, 21)
    companies.add_need(
        work=bakery, kind=skills, text="Bagare som kan börja efter lämning.", found_on=asked, by=by
    )
    companies.add_need(
        work=laundry, kind=skills, text="Medarbetare som vill lära sig.", found_on=asked, by=by
    )
    _employed(bakery, asked, before=1, after=4, by=by)
    _employed(laundry, asked, before=0, after=None, by=by)


def _employed(
    work: ProgrammeCompany, asked: dt.date, *, before: int, after: int | None, by: Actor
) -> None:
    companies.add_result(
        work=work,
        title="Anställda föräldrar som är nya i Sverige",
        unit="personer",
        before=Decimal(before),
        before_on=asked,
        after=None if after is None else Decimal(after),
        after_on=None if after is None else dt.date(2026, 3, 3),
        by=by,
    )
