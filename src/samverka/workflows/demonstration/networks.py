"""A network that discusses cases, by theme, with what municipalities need; advice in editions."""

import datetime as dt

from samverka.delivery.groups import actions as groups
from samverka.delivery.groups.models import Group, Meeting, Term
from samverka.delivery.guidelines import actions as guidelines
from samverka.delivery.guidelines.models import CheckAnswer
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.register.people import actions as people
from samverka.register.people.models import Person

from . import plan
from .county import Actors, Organisations
from .plan import GAVLE, LANSSTYRELSEN, OVANAKER, TODAY

HELD_ON = dt.date(2026, 2, 25)
# As it is called in the programme's file.
CHILDREN = "Nätverk för ensamkommande barn och ungdomar"
FIRST_MET, MET_AGAIN = dt.date(2025, 11, 12), dt.date(2026, 2, 18)
# Of those who lead the work where they are: Öckerö has no seat yet, and autumn went by without.
LEADERS = "Nätverk för delprojektledare"
LEADERS_MET = (dt.date(2025, 9, 24), dt.date(2026, 2, 4))
LEADERS_FROM = tuple(name for name in plan.STAFF if name != plan.OCKERO)
LEADERS_MEET_AGAIN = dt.date(2026, 4, 15)
# Coordinators of four places meet; the others lack one still. Nobody of Göteborg's was there.
COORDINATORS = "Mötesplats för flyktingsamordnare och integrationsansvariga"
COORDINATORS_FROM = (plan.GOTEBORG, plan.KUNGALV, plan.MOLNDAL, plan.PARTILLE)
COORDINATORS_MET = dt.date(2026, 2, 11)
# Of the county's reception units one has named somebody.
RECEPTION = "Nätverk för flyktingmottagning"
NOTES = {
    "Barn som väntar på förskola": (
        "En flicka på fyra år har väntat i åtta månader. Föräldrarna läser på olika tider.\n"
        "Öppen förskola två eftermiddagar i veckan prövas i en kommun."
    ),
    "Tolk vid hälsobesök": "Tolk bokas för sent. En gemensam bokning prövas under våren.",
}
NEEDS = {
    OVANAKER: ("En lots för familjer som just har kommit", "Tolk på plats vid hälsobesök"),
    GAVLE: ("Förskola på kvällstid",),
}
OLD_POINTS = (
    "Elevens kunskaper kartläggs inom två månader",
    "Studiehandledning på modersmålet ges från början",
    "Vårdnadshavare får veta hur skolan fungerar, på ett språk de förstår",
)
NEW_POINTS = (*OLD_POINTS, "Rektorn beslutar om årskurs och grupp, och följer upp beslutet")


def fill_networks(organisations: Organisations, actors: Actors) -> None:
    """In Gävleborg, where Lena leads and Omar answers for Ovanåker; and where Petra leads."""
    _leaders(Programme.objects.get(slug=plan.PARENTS), organisations, actors)
    _coordinators(Programme.objects.get(slug=plan.INVAST), organisations, actors)
    programme = Programme.objects.get(slug=plan.COUNTY)
    _reception(programme, organisations, actors)
    _families(programme, organisations, actors)
    _children(programme, organisations, actors)
    _advice(programme, organisations, actors)


def _leaders(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """Municipalities' sub-project leaders: one place lacks, and a quarter was missed."""
    petra = actors["Petra"]
    group = groups.set_group(
        programme=programme,
        name=LEADERS,
        kind=Group.Kind.NETWORK,
        convener=organisations[plan.GR],
        purpose="De som leder arbetet i var sin kommun lär av varandra och planerar terminen.",
        meetings_per_year=4,
        member_function="Delprojektledare",
        by=petra,
    ).thing
    _sit(group, LEADERS_FROM, LEADERS_MET[0], organisations, actors, petra)
    _leaders_met(group, petra)


def _sit(
    group: Group,
    names: tuple[str, ...],
    since: dt.date,
    organisations: Organisations,
    actors: Actors,
    by: Actor,
) -> list[Term]:
    """A seat for each of some municipalities, held by whoever leads the work there."""
    leads = {one.organisation: one for one in plan.USERS if one.role == Role.SUB_PROJECT_LEADER}
    terms = []
    for name in names:
        home = organisations[name]
        seat = groups.set_seat(
            group=group, function=group.member_function, organisation=home, by=by
        ).thing
        who = Person.objects.get(user=actors[leads[name].given_name].user)
        terms.append(
            groups.seat_member(seat=seat, organisation=home, person=who, valid_from=since, by=by)
        )
    return terms


def _coordinators(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """The regional meeting place (S11), as the programme's file has it; it has met once."""
    petra = actors["Petra"]
    group = Group.objects.get(programme=programme, name=COORDINATORS)
    terms = _sit(group, COORDINATORS_FROM, COORDINATORS_MET, organisations, actors, petra)
    met = groups.call_meeting(
        group=group,
        held_on=COORDINATORS_MET,
        place="Exempelsalen, Göteborg",
        on=TODAY,
        by=petra,
    )
    groups.note_present(meeting=met, terms=terms[1:], by=petra)
    groups.add_item(meeting=met, title="Vem svarar på frågor om bosättning?", by=petra)


def _reception(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """Ovanåker has a member; Gävle has a seat and nobody on it yet."""
    lena = actors["Lena"]
    group = Group.objects.get(programme=programme, name=RECEPTION)
    held = group.meetings.order_by("held_on")
    terms = _sit(group, (OVANAKER,), held[0].held_on, organisations, actors, lena)
    groups.set_seat(
        group=group, function=group.member_function, organisation=organisations[GAVLE], by=lena
    )
    for meeting in held:
        groups.note_present(meeting=meeting, terms=terms, by=lena)


def _leaders_met(group: Group, petra: Actor) -> None:
    for day in LEADERS_MET:
        last = groups.call_meeting(
            group=group, held_on=day, place="Exempelsalen, Göteborg", on=TODAY, by=petra
        )
    item = groups.add_item(
        meeting=last,
        title="Föräldrar som jobbar dagtid",
        said="Kvällskurser fylls snabbare än dagkurser. Tre kommuner prövar barnpassning.",
        by=petra,
    )
    groups.decide(
        meeting=last,
        item=item,
        text="Minst en kvällskurs i varje kommun hösten 2026.",
        ground="Varannan som avstår säger att tiden inte passar.",
        decided_by="Nätverket",
        follow_up_on=dt.date(2026, 4, 15),
        by=petra,
    )
    groups.call_meeting(
        group=group,
        held_on=LEADERS_MEET_AGAIN,
        starts=dt.time(9),
        ends=dt.time(12),
        place="Exempelsalen, Göteborg",
        agenda=["Läget i kommunerna", "Kvällskurser i höst"],
        counts_hours=True,
        on=TODAY,
        by=petra,
    )


def _children(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """On its way to a project: it has met twice, and decided to apply for money together."""
    lena, omar = actors["Lena"], actors["Omar"]
    there = Group.objects.get(programme=programme, name=CHILDREN)
    group = groups.set_group(
        programme=programme,
        group=there,
        name=there.name,
        kind=there.kind,
        convener=there.convener,
        field=there.field,
        purpose="Kommunernas samordnare jämför hur barnen tas emot, och söker pengar tillsammans.",
        meetings_per_year=4,
        member_function="Samordnare för ensamkommande barn",
        discusses_cases=True,
        is_about_children=True,
        by=lena,
    ).thing
    people.give_children_role(
        user=User.objects.get(pk=lena.user_id),
        organisation=lena.organisation,
        reason="Kallar till nätverket om ensamkommande barn",
        on=FIRST_MET,
        by=lena,
    )
    for name in (OVANAKER, GAVLE):
        seat = groups.set_seat(
            group=group,
            function=group.member_function,
            organisation=organisations[name],
            by=lena,
        ).thing
        person = Person.objects.filter(user=omar.user).first() if name == OVANAKER else None
        groups.seat_member(
            seat=seat,
            organisation=organisations[name],
            person=person,
            valid_from=FIRST_MET,
            by=lena,
        )
    _children_met(group, lena)


def _children_met(group: Group, lena: Actor) -> None:
    first = groups.call_meeting(
        group=group, held_on=FIRST_MET, place="Exempelsalen, Bollnäs", on=TODAY, by=lena
    )
    groups.add_item(
        meeting=first,
        title="Hur barnen tas emot första veckan",
        said="Tre kommuner har ett boende var. Gode män väntas på i en månad.",
        by=lena,
    )
    second = groups.call_meeting(
        group=group, held_on=MET_AGAIN, place="Exempelsalen, Bollnäs", on=TODAY, by=lena
    )
    item = groups.add_item(
        meeting=second,
        title="Ett gemensamt projekt",
        said="Alla vill pröva ett gemensamt boende, och en utbildning för gode män.",
        by=lena,
    )
    groups.decide(
        meeting=second,
        item=item,
        text="Nätverket blir ett projekt och söker medel tillsammans.",
        ground="Ingen kommun har nog många barn för ett eget boende.",
        decided_by="Nätverket",
        follow_up_on=dt.date(2026, 4, 15),
        by=lena,
    )


def _families(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """Ovanåker's member was there; Gävle's told what is needed and has no seat yet."""
    lena = actors["Lena"]
    group = groups.set_group(
        programme=programme,
        name="Nätverk om nyanlända barn i familjer",
        kind=Group.Kind.NETWORK,
        convener=organisations[LANSSTYRELSEN],
        purpose="Förskola, skola, socialtjänst och hälsovård talar om det som är svårt.",
        meetings_per_year=4,
        member_function="Förskollärare, kurator eller sjuksköterska",
        discusses_cases=True,
        by=lena,
    ).thing
    meeting = groups.call_meeting(
        group=group, held_on=HELD_ON, place="Exempelsalen, Bollnäs", on=TODAY, by=lena
    )
    terms = _sit(group, (OVANAKER,), HELD_ON, organisations, actors, lena)
    groups.note_present(meeting=meeting, terms=terms, by=lena)
    themes = list(programme.themes.order_by("name"))
    for number, (title, said) in enumerate(NOTES.items()):
        theme = themes[number % len(themes)] if themes else None
        groups.add_item(meeting=meeting, title=title, said=said, theme=theme, by=lena)
    _needs(meeting, organisations, lena)


def _needs(meeting: Meeting, organisations: Organisations, lena: Actor) -> None:
    for name, needs in NEEDS.items():
        groups.agree_needs(meeting=meeting, organisation=organisations[name], needs=needs, by=lena)


def _advice(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """Ovanåker answered the first edition and has the second before it."""
    old = guidelines.add_guideline(
        programme=programme,
        name="Råd om nyanlända elever",
        issuer="Exempelverket",
        edition="2019",
        issued_on=dt.date(2019, 9, 1),
        points=OLD_POINTS,
        by=actors["Lena"],
    )
    state = CheckAnswer.State
    guidelines.answer(
        edition=old,
        organisation=organisations[OVANAKER],
        answers={
            1: (state.MET, "Rutin sedan 2021"),
            2: (state.PARTLY, "Saknas på två språk"),
            3: (state.NOT_MET, ""),
        },
        on=dt.date(2025, 10, 6),
        by=actors["Omar"],
    )
    guidelines.replace_edition(
        edition=old,
        name="2026",
        issued_on=dt.date(2026, 2, 2),
        points=NEW_POINTS,
        by=actors["Lena"],
    )
