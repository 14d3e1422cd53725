"""What a promised household's plan rests on is not taken out of an offer without a word."""

import pytest

from samverka.guidance.matching.models import CaseNeed, Member, PlaceFact

from .factories import a_proposal, receiver
from .test_one_case import Told, anybody
from .test_rounds import as_, page


class Resting(Told):
    """Karin's household needs an interpreter, and is a nurse; Partille has both."""

    def __init__(self, cast):
        super().__init__(cast)
        CaseNeed.objects.create(case=self.case, code="interpreter")
        Member.objects.filter(case=self.case).update(occupation="5321")
        self.case.placements.update(parts={"wish": 20_000, "work": 10_000})
        self.interpreter = self.fact("service", "interpreter")
        self.nurse = self.fact("work", "5321")
        self.sport = self.fact("network", "sport")
        self.gunilla = as_(receiver(self.matching, cast.partille))

    def fact(self, dimension: str, code: str) -> PlaceFact:
        return PlaceFact.objects.create(
            place=self.partille, dimension=dimension, code=code, seats=4
        )

    def remove(self, fact: PlaceFact, **sent):
        keys = {"key": self.partille.public_key, "fact_key": fact.public_key}
        return self.gunilla.post(page("fact_remove", self.matching, **keys), sent)

    def there(self) -> set[str]:
        return set(self.partille.facts.values_list("code", flat=True))


@pytest.fixture
def told(cast):
    return Resting(cast)


def test_what_nobody_rests_on_is_taken_away_at_once(told):
    # Nothing is promised yet, so that nobody rests on anything.
    assert told.remove(told.interpreter).status_code == 302
    told.decided()
    assert told.remove(told.sport).status_code == 302
    assert told.there() == {"5321"}


@pytest.mark.parametrize("name", ["interpreter", "nurse"])
def test_what_a_promised_household_needs_or_wished_is_told_before_it_goes(told, name):
    fact = getattr(told, name)
    told.shown()
    asked = told.remove(fact)
    assert asked.status_code == 422
    said = asked.content.decode()
    assert "1 household that is promised a place with you needs this" in said
    assert "Nothing is taken away yet." in said
    # Which household it is the municipality is not told.
    assert told.case.label not in said
    assert fact.code in told.there()
    before = told.version()
    assert told.remove(fact, told=1).status_code == 302
    assert fact.code not in told.there()
    # The place stands, and whoever has the household open is told that it changed.
    assert told.proposal().state == "shown"
    assert told.version() == before + 1


def test_a_household_more_that_rests_on_it_meanwhile_is_told_first(told):
    other = told.household("Bilal")
    CaseNeed.objects.create(case=other, code="interpreter")
    told.decided()
    assert "1 household that" in told.remove(told.interpreter).content.decode()
    a_proposal(other, told.partille, "yes")
    fact = told.fact("service", "hospital")
    for wrong in ("1", "0", "x", ""):
        again = told.remove(told.interpreter, told=wrong)
        assert again.status_code == 422
    assert "interpreter" in told.there()
    assert told.remove(fact).status_code == 302


def test_officers_see_which_household_lacks_what_it_needs(told):
    told.shown()
    detail = page("detail", told.matching)
    assert "Need what is not there any more" not in told.karin.get(detail).content.decode()
    told.remove(told.interpreter, told=1)
    seen = told.karin.get(detail).content.decode()
    listed = seen.partition("Need what is not there any more")[2]
    assert told.case.label in listed
    assert "Interpreter on site" in listed
    one = told.karin.get(told.url("decide")).content.decode()
    assert "does not have this any more, which the household needs: Interpreter on site" in one


def test_the_household_reads_no_reason_that_is_gone(told):
    url = told.shown()

    def reads(text: str) -> bool:
        return text in anybody().get(url).content.decode()

    work, needs = "Det finns arbete som liknar det ni kan.", "Det ni har sagt att ni måste ha"
    assert reads(work)
    assert reads(needs)
    told.remove(told.nurse, told=1)
    assert not reads(work)
    assert reads(needs)
    told.remove(told.interpreter, told=1)
    assert not reads(needs)


def test_fewer_of_it_in_a_sheet_are_told_before_they_are_saved(told):
    told.decided()
    url = page("take_in", told.matching, key=told.partille.public_key)
    heading = "Gäller\tVad\tAntal\nService\tTolk på plats"
    fewer = told.gunilla.post(url, {"text": f"{heading}\t1"}).content.decode()
    assert "1 household that is promised a place with you rests on this." in fewer
    more = told.gunilla.post(url, {"text": f"{heading}\t9"}).content.decode()
    assert "rests on this" not in more
