"""Every table with persons in it that belongs to a programme goes when its time is over."""

import pytest
from django.apps import apps
from django.db import models

from samverka.delivery.check_in.models import Arrival
from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.retention.models import Deletion, Hold, Records
from samverka.workflows.delete_due.queries import ANSWERS
from samverka.workflows.delete_due.words import TABLES

OURS = [model for model in apps.get_models() if model.__module__.startswith("samverka.")]
# What shows that the rest went, or why it did not.
KEPT_FOR_EVER = {Deletion, Hold}
# A fortnight after its session, long before the records of a programme.
GONE_BEFORE = {Arrival}
# A fund has programmes, and no programme owns it.
NOT_OWNED = {Fund}
GOES = {model for module in ANSWERS.values() for model, _path in module.PATHS}
STAYS = {model for module in ANSWERS.values() for model in getattr(module, "STAYS", {})}


def keys(model: type[models.Model]) -> list[models.ForeignKey]:
    """The foreign keys of a table, one to one among them."""
    return [field for field in model._meta.concrete_fields if field.is_relation]


def belongs_to_a_programme(model: type[models.Model], seen: frozenset = frozenset()) -> bool:
    """Whether a path of keys leads from the table to a programme."""
    return any(
        field.related_model is Programme
        or (
            field.related_model not in seen | NOT_OWNED | {model}
            and belongs_to_a_programme(field.related_model, seen | {model})
        )
        for field in keys(model)
    )


OF_PROGRAMMES = [
    model
    for model in OURS
    if model.personal_data.personal | model.personal_data.sensitive
    and belongs_to_a_programme(model)
]


def test_there_are_such_tables():
    labels = {model._meta.label for model in OF_PROGRAMMES}
    assert labels >= {"activities.Attendance", "statements.Row", "certification.CertifiedLine"}


@pytest.mark.parametrize("model", OF_PROGRAMMES, ids=lambda model: model._meta.label)
def test_a_table_with_persons_in_a_programme_has_somebody_who_answers_for_it(model):
    answered = GOES | STAYS | KEPT_FOR_EVER | GONE_BEFORE
    assert model in answered, "Put it into PATHS of the module's programme_data.py"


@pytest.mark.parametrize("records", Records)
def test_every_kind_of_record_has_a_module_that_answers(records):
    module = ANSWERS[records]
    assert callable(module.delete_of_programme)
    for model, path in module.PATHS:
        end = model
        for name in path.split("__"):
            end = end._meta.get_field(name).related_model
        assert end is Programme, f"{model._meta.label}.{path}"


def test_what_hangs_on_rows_that_go_goes_before_them_or_with_them():
    """A key that protects its row, and stays behind, would hinder the deletion for ever."""
    order = [model for module in ANSWERS.values() for model, _path in module.PATHS]
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in keys(model)
        if field.related_model in GOES
        and field.remote_field.on_delete is models.PROTECT
        and (model not in GOES or order.index(model) > order.index(field.related_model))
    ]
    assert not wrong


def test_every_such_table_has_a_name_for_people():
    assert {model._meta.label for model in GOES} <= set(TABLES)
