"""Each thread answers in the language of whoever asked it."""

import threading

from django.urls import base, reverse
from django.utils import translation
from django.utils.translation import gettext, trans_real

from samverka.toolkit.by_thread import keep_by_thread


def test_the_language_that_one_thread_has_on_is_not_anothers():
    told, gate = {}, threading.Barrier(2)

    def answer(language: str) -> None:
        with translation.override(language):
            gate.wait(20)
            told[language] = gettext("Yes"), translation.get_language()

    threads = [threading.Thread(target=answer, args=[language]) for language in ("sv", "ar")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert told == {"sv": ("Ja", "sv"), "ar": ("نعم", "ar")}


def test_an_address_is_told_under_the_one_that_the_thread_answers_at():
    before = reverse("calendar:calendar")
    base.set_script_prefix("/under/")
    try:
        assert reverse("calendar:calendar") == f"/under{before}"
    finally:
        base.set_script_prefix("/")


def test_django_asks_a_thread_of_its_own_names():
    # Tests that change a setting of languages have Django begin anew.
    keep_by_thread()
    with translation.override("sv"):
        assert trans_real._active.value.language() == "sv"
    base.set_script_prefix("/under/")
    assert base._prefixes.value == "/under/"
    base.set_script_prefix("/")
    base.set_urlconf("samverka.config.urls")
    assert base._urlconfs.value == "samverka.config.urls"
    base.set_urlconf(None)
    assert isinstance(trans_real._active, threading.local)
