"""Two administrators who end one another's role at the same moment."""

import threading

import pytest
from django.db import connection, connections

from samverka.foundation.accounts.models import Role
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
