"""From the page of an activity one comes to its course and its series."""

from django.urls import reverse

from samverka.delivery.courses.tests.factories import course
from samverka.delivery.series.actions import create_series, remove_series
from tests.people import TODAY


def links_of(client, actor, activity) -> list[str]:
    client.force_login(actor.user)
    page = client.get(reverse("activities:detail", args=[activity.public_key]))
    return [link["url"] for link in page.context["frame"]["beside"]]


def test_the_page_of_an_activity_leads_to_its_course_and_its_series(cast, client):
    activity = course(cast).activity
    series = create_series(
        programme=cast.programme,
        organiser=cast.gr,
        title="Kurserna",
        activities=[activity],
        by=cast.olga,
    )
    keys = [cast.programme.public_key]
    to_course = reverse("courses:course", args=[*keys, activity.public_key])
    to_series = reverse("series:detail", args=[*keys, series.public_key])
    assert links_of(client, cast.olga, activity) == [to_course, to_series]
    # Who has been to which meeting is not for everybody.
    assert links_of(client, cast.sara, activity) == [to_series]
    remove_series(series=series, on=TODAY, by=cast.olga)
    assert links_of(client, cast.olga, activity) == [to_course]
