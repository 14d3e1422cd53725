"""Every field is declared; whoever is forgotten is gone from every table; nobody is overlooked."""

import ast
import datetime as dt
import importlib

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection, models

from samverka.delivery.activities.actions import write_need
from samverka.delivery.activities.models import (
    Activity,
    ActivityReader,
    Attendance,
    AttendanceVersion,
    Registration,
    Session,
)
from samverka.delivery.certification.tests.factories import full_certified
from samverka.delivery.check_in.models import Arrival
from samverka.delivery.check_in.tests.factories import came
from samverka.delivery.groups.tests.factories import full_member
from samverka.delivery.interpreting.tests.factories import full_interpreter
from samverka.delivery.invitations.tests.factories import full_invited
from samverka.delivery.participants.tests.factories import full_participant
from samverka.delivery.programmes.models import Fund, ProgrammeFund, ProgrammeRole
from samverka.delivery.programmes.tests.factories import function_held_by
from samverka.delivery.questions.tests.factories import asked_and_answered
from samverka.delivery.retention.tests.factories import full_retention
from samverka.delivery.working_time.tests.factories import full_time
from samverka.development.competence.tests.factories import full_levels
from samverka.development.cycles.tests.factories import supported_by
from samverka.development.supply.tests.factories import full_supplied
from samverka.development.training.tests.factories import full_proposed
from samverka.foundation.accounts.models import User
from samverka.foundation.audit.models import Event
from samverka.foundation.deeds.models import Deed
from samverka.foundation.drafts.tests.factories import left_unsaved
from samverka.guidance.matching.tests.factories import full_case
from samverka.publishing.calendars.models import CalendarLink
from samverka.publishing.certificates.tests.factories import a_day, give
from samverka.publishing.newsletters.models import Delivery, Subscriber
from samverka.publishing.newsletters.queries import of_address
from samverka.publishing.newsletters.tests.factories import issue, subscriber
from samverka.publishing.statements.tests.factories import full_sent
from samverka.register.agreements.tests.factories import signature_noted_by
from samverka.register.imports.models import Import, ImportRow
from samverka.register.instruments.tests.factories import full_answered
from samverka.register.people import actions, identity
from samverka.register.people.models import KnownTo, Person
from samverka.register.requests.tests.factories import full_request
from samverka.toolkit.clock import at
from samverka.workflows.disclose_person.queries import everything_about
from samverka.workflows.forget_person.actions import forget_person
from samverka.workflows.merge_persons.actions import merge_persons
from tests.people import TODAY, appoint, person

from .shelves import SOURCE

OURS = [model for model in apps.get_models() if model.__module__.startswith("samverka.")]
HOLDERS = sorted(
    {
        model.__module__.rpartition(".models")[0]
        for model in OURS
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is Person
    }
)
FUNCTIONS = ("move_person", "forget_person", "disclose_person")
by_label = pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)


@by_label
def test_every_field_stands_in_exactly_one_set(model):
    declared = model.personal_data
    sets = [declared.none, declared.personal, declared.sensitive]
    own = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
    stands = [name for names in sets for name in names]
    assert sorted(stands) == sorted(own)


@by_label
def test_personal_fields_have_a_subject_a_ground_and_a_time(model):
    declared = model.personal_data
    if not declared.personal | declared.sensitive:
        assert not declared.subject
        return
    assert subject_of(model) in {Person, User, Subscriber, Arrival}
    assert declared.ground
    assert declared.keep
    assert set(declared.outlives) <= declared.personal | declared.sensitive
    assert all(declared.outlives.values()), "Say why it outlives the person."


def subject_of(model: type[models.Model]) -> type[models.Model]:
    """The model at the end of the path from a row to the person it is about."""
    subject = model.personal_data.subject
    if subject == "self":
        return model
    if model is Event:
        # The trail has no foreign keys, so that it outlives what it tells about.
        return Person
    for name in subject.split("."):
        model = model._meta.get_field(name).related_model
    return model


@pytest.mark.parametrize("module", HOLDERS)
def test_a_module_with_a_key_to_a_person_can_move_forget_and_disclose(module):
    person_data = importlib.import_module(f"{module}.person_data")
    missing = [name for name in FUNCTIONS if not hasattr(person_data, name)]
    assert not missing


@pytest.mark.parametrize(
    ("workflow", "function"),
    [
        ("merge_persons/actions.py", "move_person"),
        ("forget_person/actions.py", "forget_person"),
        ("disclose_person/queries.py", "disclose_person"),
    ],
)
def test_every_such_module_is_asked_by_the_workflow(workflow, function):
    tree = ast.parse((SOURCE / "workflows" / workflow).read_text())
    names = {
        alias.asname: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "person_data"
    }
    asked = {
        names.get(ast.unparse(node.func.value))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == function
    }
    assert set(HOLDERS) <= asked


# --- A person with something in every table ---------------------------------------------------

PLANTED = [
    "Plantina",
    "Efterplant",
    "plantina@example.org",
    "0701740605",
    "19890630-2396",
    "Plantfunktion",
    "Plantkonto",
    "plantkolumn",
    "plantkonto@example.org",
    "Plantskäl",
    "Plantjäv",
    "Plantandel",
    "Plantåter",
    "Plantslut",
    "Plantspärr",
    "Plantfråga",
    "Plantmående",
    "0799112233",
    "Plantutkast",
    "Plantinvändning",
    "Plantåtgärd",
    "Plantledare",
]


@pytest.fixture
def plantina(cast) -> Person:
    """Somebody protected, with number, account, roles, and marks that a fund may ask for."""
    made = actions.register_person(
        given_name="Plantina",
        family_name="Efterplant",
        email="plantina@example.org",
        phone="0701740605",
        employer=cast.kungalv,
        title="Plantfunktion",
        on=TODAY,
        number=identity.read("198906302396", on=TODAY),
        by=cast.karin,
    )
    actions.protect(
        person=made, access=[cast.ulla.user], reason="Plantskäl", on=TODAY, by=cast.karin
    )
    actions.link_user(person=made, user=account(cast), by=cast.karin)
    made.refresh_from_db()
    ProgrammeRole.objects.create(
        programme=cast.programme,
        user=made.user,
        organisation=cast.kungalv,
        role="staff_member",
        valid_from=TODAY,
    )
    actions.give_children_role(
        user=made.user, organisation=cast.kungalv, reason="Handläggare", on=TODAY, by=cast.ada
    )
    actions.tell_apart(one=made, other=person("Amanda", cast.osby), by=cast.karin)
    actions.remember_merge(person=made, what={"deleted": {"Plantina": {}}}, by=cast.karin)
    marks(cast, made)
    ActivityReader.objects.create(activity=Activity.objects.first(), user=made.user)
    full_member(cast, made, note="Plantjäv")
    full_certified(cast, made)
    full_time(cast, made, function="Plantandel", reason="Plantåter")
    asked_and_answered(cast, made.user)
    signature_noted_by(cast, made.user)
    function_held_by(cast, made.user, "plantfunktion@example.org")
    sent_by(made.user, cast)
    full_sent(cast, made, said="Plantcell")
    full_retention(cast, made, reason="Plantspärr")
    full_request(cast, made)
    CalendarLink.objects.create(user=made.user, language="sv")
    left_unsaved(made.user, "Plantutkast")
    said = Deed(user=made.user, found_by="made up")
    said.write({"said": "Plantåtgärd"})
    said.save()
    give(cast, a_day(cast, made), made)
    came(cast, made)
    full_invited(cast, made, name="Plantfråga", phone="0799112233")
    full_answered(cast, made, said="Plantmående")
    full_interpreter(cast, made)
    full_levels(cast, made)
    supported_by(cast, made.user)
    full_proposed(cast, made)
    full_supplied(cast, made, said="Plantledare")
    full_case(cast, made)
    reader = subscriber(cast, "Plantina@example.org", confirmed=True)
    Delivery.objects.create(issue=issue(cast), subscriber=reader)
    return made


def sent_by(user: User, cast) -> None:
    """A file that somebody sent lies sealed for a day."""
    batch = Import.objects.create(
        kind=Import.Kind.PERSONS, user=user, role="unit_head", organisation=cast.kungalv
    )
    ImportRow.objects.create(batch=batch, number=2, outcome="new", content=b"sealed")


def account(cast) -> User:
    user = appoint("plantkonto", "staff_member", cast.kungalv).user
    user.name = "Plantkonto"
    user.list_columns = {"people": ["plantkolumn"]}
    user.set_password("Plantkonto hemlig mening")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email)
    return user


def marks(cast, somebody: Person, minutes: int = 360) -> Attendance:
    fund, _ = Fund.objects.get_or_create(code="paragraf-37", name="§ 37")
    ProgrammeFund.objects.get_or_create(programme=cast.programme, fund=fund)
    activity, _ = Activity.objects.get_or_create(
        programme=cast.programme, organiser=cast.gr, title="Utbildningsdag", kind="training_day"
    )
    session, _ = Session.objects.get_or_create(
        activity=activity,
        held_on=TODAY,
        starts_at=at(TODAY, dt.time(9)),
        ends_at=at(TODAY, dt.time(16)),
    )
    place = Registration.objects.create(
        activity=activity, person=somebody, organisation=cast.kungalv, function="Plantkurator"
    )
    write_need(registration=place, text="Planttolk", by=cast.olga)
    full_participant(cast, somebody, reason="Plantslut")
    mark = Attendance.objects.create(
        session=session,
        person=somebody,
        organisation=cast.kungalv,
        mark="here",
        minutes=minutes,
        version=2,
    )
    AttendanceVersion.objects.create(
        attendance=mark, version=1, mark="absent", minutes=0, marked_at=at(TODAY, dt.time(9))
    )
    return mark


def rows_about(model: type[models.Model], somebody: Person, user: User) -> models.QuerySet:
    subject = model.personal_data.subject
    if model is Event:
        return Event.objects.filter(person_id=somebody.pk)
    if subject_of(model) is Subscriber:
        # Known by the address alone.
        readers = of_address("plantina@example.org")
        return readers if model is Subscriber else model.objects.filter(subscriber__in=readers)
    if model is Arrival:
        # Known by what they wrote alone.
        rows = [
            row.pk for row in Arrival.objects.all() if row.said["person"] == somebody.public_key
        ]
        return Arrival.objects.filter(pk__in=rows)
    about = user if subject_of(model) is User else somebody
    path = "pk" if subject == "self" else subject.replace(".", "__")
    return model.objects.filter(**{path: about.pk})


PERSONAL = [model for model in OURS if model.personal_data.subject]


def test_the_full_person_has_a_row_in_every_table_about_persons(plantina):
    """Otherwise the tests below would prove nothing about that table."""
    user = plantina.user
    lacking = [model for model in PERSONAL if not rows_about(model, plantina, user).exists()]
    assert [model._meta.label for model in lacking] == []


def test_whoever_is_forgotten_leaves_only_what_is_said_to_outlive(cast, plantina):
    user = plantina.user
    forget_person(person=plantina, on=TODAY, by=cast.karin)
    for model in PERSONAL:
        declared = model.personal_data
        for row in rows_about(model, plantina, user):
            stays = {
                name
                for name in declared.personal | declared.sensitive
                if getattr(row, name) not in ("", None, False, {})
            }
            assert stays <= set(declared.outlives), model._meta.label


def test_no_table_holds_a_word_of_somebody_forgotten(cast, plantina):
    tokens = [*PLANTED, plantina.identity_hash, plantina.identity_sealed, plantina.user.password]
    assert {token for token in tokens if found_in_tables(token)} >= {"Plantina", "Plantkonto"}
    forget_person(person=plantina, on=TODAY, by=cast.karin)
    left = {token: found_in_tables(token) for token in tokens}
    assert not any(left.values()), left


def found_in_tables(token: str) -> list[str]:
    """The tables in which a text stands, whosever they are."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(token in str(value) for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


def test_hours_that_a_fund_may_ask_for_stay_when_somebody_is_forgotten(cast, plantina):
    forget_person(person=plantina, on=TODAY, by=cast.karin)
    row = Attendance.objects.get(person=plantina.pk, session__held_on=TODAY)
    assert (row.mark, row.minutes) == ("here", 360)
    assert row.person.is_forgotten


def test_the_extract_holds_every_personal_value(plantina):
    told = str(everything_about(plantina))
    shown = [token for token in PLANTED if token not in told]
    assert not shown
    assert "360" in told
    assert "Newsletters you asked for" in told


def test_a_person_moved_into_another_leaves_no_key_behind(cast, plantina):
    other = person("Amanda", cast.partille)
    kept = marks(cast, other, minutes=420)
    merge_persons(old=plantina, new=other, by=cast.karin)
    assert not Person.objects.filter(pk=plantina.pk).exists()
    other.refresh_from_db()
    assert other.user.name == "Plantkonto"
    assert other.is_protected
    kept.refresh_from_db()
    assert kept.minutes == 420
    history = kept.versions.order_by("version").values_list("version", "minutes")
    assert sorted(minutes for _, minutes in history) == [0, 0, 360]
    assert kept.version == 4
    assert KnownTo.objects.filter(person=other, organisation=cast.kungalv).exists()
    assert "Handläggare" in str(everything_about(other))
