"""Two persons who are one keep the answer that is further; whoever is forgotten has none."""

from samverka.register.instruments import person_data
from samverka.register.instruments.models import Asked, Response
from tests.people import person

from .factories import a_round, answered, asked


def test_of_two_asked_in_one_round_the_one_who_has_answered_stays(cast):
    held = a_round(cast.olga)
    old, new = person("Amanda", cast.gr), person("Amanda", cast.gr)
    for one in (old, new):
        asked(held, one, cast.gr, cast.olga)
    answered(Asked.objects.select_related("round").get(person=old))
    person_data.move_person(old=old, new=new, by=cast.olga)
    row = Asked.objects.get(round=held)
    assert (row.person, row.state) == (new, Asked.State.DONE)
    assert Response.objects.get().asked == row


def test_what_others_answered_about_somebody_goes_with_them(cast):
    held = a_round(cast.olga)
    head, staff = person("Head", cast.gr), person("Amanda", cast.gr)
    Asked.objects.create(
        round=held,
        person=head,
        about=staff,
        organisation=cast.gr,
        answers_as=Asked.As.MANAGER,
        asked_on=held.opens_on,
    )
    answered(Asked.objects.select_related("round").get())
    assert person_data.disclose_person(person=staff)[1].rows
    person_data.forget_person(person=staff, by=cast.olga)
    assert not Response.objects.exists()
