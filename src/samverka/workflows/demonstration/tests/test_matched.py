"""The matching round of the region: not room for all, and nobody without a home that fits."""

import random
from collections import Counter

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.classifications.models import Municipality
from samverka.guidance.matching.models import Case, MatchingRound, Member, Place, Proposal
from samverka.guidance.matching.queries.offers import promised
from samverka.register.partners.models import Organisation
from samverka.workflows.demonstration.crowd import matched
from samverka.workflows.demonstration.plan import COUNTY, LANSSTYRELSEN
from tests.people import appoint


def test_three_hundred_households_ask_for_more_than_there_is_and_each_yes_has_its_home(db):
    county = Organisation.objects.create(name=LANSSTYRELSEN, kind="county_board")
    for name, *_facts in matched.OFFERS:
        Organisation.objects.create(name=name, kind="municipality")
    for code, name in matched.CITIES:
        Municipality.objects.get_or_create(code=code, defaults={"name": name})
    Programme.objects.create(slug=COUNTY, name="Integration Gävleborg", owner=county)
    ulla = appoint("ulla", "unit_head", county)
    matched.match_households({"Ulla": ulla}, random.Random(1), SYSTEM)
    matching = MatchingRound.objects.get(state="deciding")
    places = list(Place.objects.filter(round=matching))
    persons = Counter(Member.objects.filter(round=matching).values_list("case", flat=True))
    assert matching.cases.count() == 300
    assert sum(persons.values()) > sum(place.persons for place in places) > 500
    held = Proposal.objects.filter(case__round=matching, state__in=Proposal.HOLDS_ROOM)
    for proposal in held.select_related("home"):
        assert proposal.home.most_persons >= persons[proposal.case_id]
        assert proposal.home.place_id == proposal.place_id
    for place in places:
        assert promised(place).persons <= place.persons
        assert promised(place).school_seats <= place.school_seats
    not_in = Case.objects.filter(round=matching, state=Case.State.PREPARING)
    assert all(case.grounds.count() == 1 for case in not_in)
