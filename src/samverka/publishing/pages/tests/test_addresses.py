"""No programme may have the address of another public page."""

from samverka.delivery.programmes.models import RESERVED_SLUGS
from samverka.publishing.pages.urls import urlpatterns


def test_every_page_beside_the_programmes_has_a_word_no_programme_may_take():
    first = {str(one.pattern).split("/")[0] for one in urlpatterns}
    assert {word for word in first if word and "<" not in word} == RESERVED_SLUGS
