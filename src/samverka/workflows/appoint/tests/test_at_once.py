"""Two administrators who do the same thing, or its opposite, at the same moment."""

import threading

import pytest
from django.db import connection, connections

from samverka.foundation.accounts.models import Role, User
from samverka.register.partners.models import Appointment
from samverka.workflows.appoint import actions
from tests.people import LONG_AGO, TODAY


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_of_the_last_two_administrators_stays(cast):
    Appointment.objects.create(
        user=cast.olga.user, organisation=cast.gr, role=Role.ADMINISTRATOR, valid_from=LONG_AGO
    )
    together, refused = threading.Barrier(2), []

    def end(held):
        together.wait()
        try:
            actions.end_role(held=held, on=TODAY, by=cast.ada)
        except actions.LastAdministrator:
            refused.append(held)
        finally:
            connections.close_all()

    roles = list(
        Appointment.objects.filter(role=Role.ADMINISTRATOR).select_related("organisation")
    )
    threads = [threading.Thread(target=end, args=[held]) for held in roles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    assert len(refused) == 1
    assert Appointment.objects.filter(role=Role.ADMINISTRATOR, valid_to=None).count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_account_is_opened_when_two_open_it_at_once(cast):
    together, refused, opened = threading.Barrier(2), [], []

    def open_it():
        together.wait()
        try:
            user = actions.open_account(
                email="nils@example.org",
                name="Nils Exempel",
                organisation=cast.gr,
                role=Role.ORGANISER,
                valid_from=TODAY,
                valid_to=None,
                site="http://localhost:8000/",
                by=cast.ada,
            )
            opened.append(user)
        except actions.HoldsTheRole:
            refused.append(True)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=open_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    assert (len(opened), len(refused)) == (1, 1)
    assert User.objects.filter(email="nils@example.org").count() == 1
