from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import RUNS, Attendance, Session, is_known_to
from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import now
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key
from samverka.toolkit.signs import no_turning_signs

from .limits import LONGEST_TEXT, LONGEST_TITLE

# BCP 47: language, and script and region where they say something.
TAG = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
SHA256 = r"^[0-9a-f]{64}$"


class Licence(models.TextChoices):
    """The short list, from the least to the most strict; the codes are SPDX's."""

    CC0 = "CC0-1.0", _("CC0: free for everything")
    CC_BY = "CC-BY-4.0", _("CC BY 4.0: free, say who made it")
    CC_BY_SA = "CC-BY-SA-4.0", _("CC BY-SA 4.0: free, say who made it, share alike")


def sessions_read_by(actor: Actor | None) -> models.QuerySet[Session]:
    """Sessions whose material one may fetch: of programmes one sees, and where one was oneself.

    What was said at something sensitive is for those on its list and for those who were there.
    """
    if actor is None:
        return Session.objects.none()
    seen = Q(activity__programme__in=keys_seen_by(actor), activity__is_sensitive=False)
    if actor.is_one_of(*RUNS):
        ours = Q(activity__organiser=actor.organisation_id)
        seen |= ours & is_known_to(actor, "activity__")
    here = Attendance.objects.filter(
        mark=Attendance.Mark.HERE, person__user=actor.user_id, person__user__isnull=False
    )
    return Session.objects.filter(seen | Q(pk__in=here.values("session")))


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """What is public, and what belongs to the programmes one's organisation is in."""
        if actor is None:
            return self.filter(is_public=True)
        return self.filter(Q(is_public=True) | Q(programme__in=keys_seen_by(actor)))

    def open(self):
        """What anybody may fetch."""
        return self.filter(is_public=True)


class Material(models.Model):
    """Something made for others to use, in versions (S18)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    # The same in every installation that has taken it in.
    origin = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    is_public = models.BooleanField(_("public"), default=False)
    # Made elsewhere: it gets its versions from there, and is adapted here.
    is_taken_in = models.BooleanField(_("taken in from elsewhere"), default=False)
    made_at = models.DateTimeField(_("made"), default=now, editable=False)

    objects = MaterialQuerySet.as_manager()

    personal_data = declare(
        none="id public_key origin programme owner is_public is_taken_in made_at"
    )

    def __str__(self):
        return self.origin


class MaterialVersionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        return self.filter(material__in=Material.objects.visible_to(actor))


class MaterialVersion(models.Model):
    """A version as it was published. It never changes; its hash says so."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, validators=[no_turning_signs])
    description = models.TextField(_("description"), max_length=LONGEST_TEXT, blank=True)
    language = models.CharField(
        _("language"),
        max_length=35,
        validators=[RegexValidator(TAG, _("Write the language's code, as sv, ar or ku-Latn."))],
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices)
    # Who made it, as it was called then: it goes with the package.
    creator = models.CharField(_("made by"), max_length=LONGEST_TITLE)
    changelog = models.TextField(_("what changed"), max_length=LONGEST_TEXT, blank=True)
    # Hashes, since what it comes from may lie in another installation.
    translates = models.CharField(max_length=64, blank=True, db_index=True)
    adapted_from = models.CharField(max_length=64, blank=True, db_index=True)
    credit = models.TextField(_("comes from"), max_length=LONGEST_TEXT, blank=True)
    published_on = models.DateField(_("published"))
    version_hash = models.CharField(max_length=64, unique=True)

    objects = MaterialVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="one_version_of_a_number"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(changelog=""), name="material_says_what_changed"
            ),
            models.CheckConstraint(
                condition=Q(version_hash__regex=SHA256), name="material_hash_is_sha256"
            ),
        ]

    personal_data = declare(
        none=(
            "id material number title description language licence creator changelog translates "
            "adapted_from credit published_on version_hash"
        )
    )

    def __str__(self):
        return f"{self.title} {self.number}"

    @property
    def language_name(self) -> str:
        """What the language calls itself, where we know."""
        known = LANGUAGES.get(self.language)
        return known.endonym if known else self.language


class FileContent(models.Model):
    """What is in a file, once however many versions have it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=SHA256), name="content_is_named_by_sha256"
            ),
        ]

    personal_data = declare(none="sha256 body")

    def __str__(self):
        return self.sha256


class MaterialFile(models.Model):
    """A file of a version: its name there, and its content."""

    version = models.ForeignKey(MaterialVersion, models.PROTECT, related_name="files")
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveIntegerField(_("size"))
    content = models.ForeignKey(FileContent, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="one_file_of_a_name"),
        ]

    personal_data = declare(none="id version name size content")

    def __str__(self):
        return self.name


class SessionMaterialQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        return self.filter(session__in=sessions_read_by(actor))


class SessionMaterial(models.Model):
    """That a material belongs to a session: its summary, an interview, what was shown (S30)."""

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("Summary")
        INTERVIEW = "interview", _("Interview")
        SLIDES = "slides", _("Slides")
        EXERCISE = "exercise", _("Exercise")
        OTHER = "other", _("Other material")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    material = models.ForeignKey(Material, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)

    objects = SessionMaterialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "material"], name="material_once_at_a_session"
            ),
        ]

    personal_data = declare(none="id public_key session material kind")

    def __str__(self):
        return str(self.get_kind_display())


class MaterialDownload(models.Model):
    """How often a version was fetched on a day. Nothing is known of who."""

    version = models.ForeignKey(MaterialVersion, models.PROTECT, related_name="downloads")
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "day"], name="one_download_count_a_day"),
        ]

    personal_data = declare(none="id version day times")

    def __str__(self):
        return f"{self.version} {self.day}"
