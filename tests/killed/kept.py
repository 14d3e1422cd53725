"""What must be there, and whole: after each kill, and when all is over."""

from collections import defaultdict

from django.db.models import Count, QuerySet
from django_tasks_db.models import DBTaskResult

from samverka.delivery.activities.models import Attendance, AttendanceVersion, Registration
from samverka.delivery.certification import chain
from samverka.delivery.certification.models import Certificate
from samverka.foundation.audit.models import Event
from samverka.publishing.statements.models import Series, Version
from samverka.publishing.statements.queries import broken_link, months_of

from .office import Journal, keys_of
from .world import LAST_DAY, World

FILES = 2  # spreadsheet and paper
RECENT = 10


def nothing_is_half(world: World) -> None:
    """As anybody would see it who looks just now: the last things that were done."""
    marks = Attendance.objects.filter(session=world.meeting).values_list("minutes", flat=True)
    assert len(marks) in {0, len(keys_of(world.meeting))}
    assert len(set(marks)) <= 1, f"Of a sheet ticked at once there is half: {list(marks)}"
    _no_month_is_half_sent(Version.objects.order_by("-pk")[:RECENT])


def everything_is_kept(world: World, journal: Journal) -> None:
    _every_tick_is_there(journal)
    _every_month_is_sent(world, journal)
    _every_hash_verifies(world, journal)
    _every_task_has_ended()


def _no_month_is_half_sent(versions: QuerySet[Version]) -> None:
    counted = versions.annotate(
        lines=Count("rows", distinct=True), papers=Count("files", distinct=True)
    )
    for version in counted:
        whole = (version.persons, FILES, True) if version.is_sent else (0, 0, False)
        assert (version.lines, version.papers, bool(version.digest)) == whole, vars(version)


def _every_tick_is_there(journal: Journal) -> None:
    """Row by row what it is and was: what was answered, each once and in that order."""
    history: dict[int, list[int]] = defaultdict(list)
    before = AttendanceVersion.objects.order_by("version").values_list("attendance", "minutes")
    for pk, minutes in before:
        history[pk].append(minutes)
    places = {
        (place.activity_id, place.person_id): place.public_key
        for place in Registration.objects.all()
    }
    kept = {
        (row.session_id, places[row.session.activity_id, row.person_id]): [
            *history[row.pk],
            row.minutes,
        ]
        for row in Attendance.objects.select_related("session")
    }
    assert kept == journal.ticked


def _every_month_is_sent(world: World, journal: Journal) -> None:
    _no_month_is_half_sent(Version.objects.all())
    versions = Version.objects.filter(series=world.series)
    sent = dict(versions.filter(state="sent").values_list("public_key", "digest"))
    assert len(sent) == versions.count()
    assert journal.sent.items() <= sent.items()
    assert journal.asked <= sent.keys()
    assert journal.reasons <= set(versions.values_list("reason", flat=True))
    # Each was sent once, and what is in force is what the sheets say.
    assert Event.objects.filter(verb="statements.sent").count() == len(sent)
    months = months_of(world.series, on=LAST_DAY)
    assert [(month.sent is not None, month.differs) for month in months] == [(True, False)] * 3


def _every_hash_verifies(world: World, journal: Journal) -> None:
    for series in Series.objects.all():
        assert broken_link(series) is None
    certificates = set(Certificate.objects.values_list("public_key", flat=True))
    assert journal.certificates <= certificates
    for certifier in world.certifiers.values():
        assert chain.broken_link(world.cast.programme, certifier.organisation) is None


def _every_task_has_ended() -> None:
    assert not DBTaskResult.objects.exclude(status__in=("SUCCESSFUL", "FAILED")).exists()
    failed = DBTaskResult.objects.filter(status="FAILED")
    causes = {
        path.rpartition(".")[2] for path in failed.values_list("exception_class_path", flat=True)
    }
    assert causes <= {"GivenUp"}
