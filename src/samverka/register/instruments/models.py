import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.engine.forms.as_json import from_dict
from samverka.engine.forms.definition import Form
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, is_opened_to
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key
from samverka.toolkit.sealed_body import SealedBody

# Whoever writes instruments and holds rounds, for all of an organisation.
WRITES = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ORGANISER)
# Those who read what their own organisation asks in the open.
LOOKS = (*WRITES, Role.UNIT_HEAD, Role.RESEARCHER)
ANSWERS = "answers to an instrument"
GROUND = _("public task: what is asked to plan and to follow up the work")


class Sphere(models.TextChoices):
    """Whom the answers are about; it decides who may read."""

    OPEN = "open", _("Open")
    STAFF = "staff", _("Staff")
    PUPIL = "pupil", _("Pupils")
    HEALTH = "health", _("Health")
    NEWCOMER = "newcomer", _("Newcomers")


class InstrumentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """One's own organisation's."""
        if actor is None or not actor.is_one_of(*LOOKS):
            return self.none()
        return self.filter(owner=actor.organisation_id)


class Instrument(models.Model):
    """A set of questions that an organisation owns; its texts stand in its versions."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("what it is for"), max_length=1000, blank=True)
    sphere = models.CharField(_("sphere"), max_length=10, choices=Sphere.choices)
    archived_on = models.DateField(_("archived"), null=True, blank=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_instrument_of_a_name"),
        ]

    personal_data = declare(none="id public_key owner name purpose sphere archived_on")

    def __str__(self):
        return self.name


class InstrumentVersion(models.Model):
    """What is asked. Once published the database lets nothing of it change."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    # As `engine.forms.as_json` writes it.
    definition = models.JSONField()
    # What it was before the latest change of a draft, so that one can be taken back.
    before = models.JSONField(null=True, blank=True, editable=False)
    what_changed = models.TextField(_("what changed"), max_length=1000, blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="one_version_number"),
            models.UniqueConstraint(
                fields=["instrument"],
                condition=Q(published_on=None),
                name="one_draft_of_an_instrument",
            ),
        ]

    personal_data = declare(
        none="id instrument number definition before what_changed published_on"
    )

    def __str__(self):
        return f"{self.instrument} {self.number}"

    @property
    def is_published(self) -> bool:
        return self.published_on is not None

    @property
    def form(self) -> Form:
        return from_dict(self.definition)


class RoundQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those one's organisation holds, and those one is a reader of."""
        if actor is None:
            return self.none()
        readers = RoundReader.objects.filter(organisation=actor.organisation_id, role=actor.role)
        seen = Q(pk__in=readers.values("round"))
        if actor.is_one_of(*WRITES):
            seen |= Q(version__instrument__owner=actor.organisation_id)
        elif actor.is_one_of(*LOOKS):
            seen |= Q(version__instrument__owner=actor.organisation_id, sphere=Sphere.OPEN)
        return self.filter(seen)


class Round(models.Model):
    """That some people are asked with a version of an instrument, from a day to a day."""

    class Way(models.TextChoices):
        NAMED = "named", _("Named: each by a link of their own")
        LINK = "link", _("By link: whoever has the link, without a name")
        ANONYMOUS = "anonymous", _("Anonymous: each once, and nobody knows who answered what")

    # It stands in the link of a round that is answered by link.
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="rounds")
    name = models.CharField(_("name"), max_length=120)
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    way = models.CharField(_("how people answer"), max_length=10, choices=Way.choices)
    sphere = models.CharField(_("sphere"), max_length=10, choices=Sphere.choices)
    # Shown before the first question, beside the readers.
    others_see = models.TextField(_("what others see"), max_length=1000, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    # How many days before the last one letters remind; and where their links lead.
    remind_before = models.JSONField(_("reminders"), default=list, blank=True)
    site = models.CharField(max_length=200, blank=True, editable=False)
    # The named round whose own answers each sees beside the questions.
    earlier = models.ForeignKey("self", models.SET_NULL, related_name="+", null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")),
                name="round_closes_after_it_opens",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key version name opens_on closes_on way sphere others_see closed_on "
            "remind_before site earlier"
        )
    )

    def __str__(self):
        return self.name

    @property
    def is_anonymous(self) -> bool:
        return self.way == self.Way.ANONYMOUS

    @property
    def is_told_once(self) -> bool:
        """Whether figures wait until it is over: before and after one answer would tell of it."""
        return self.is_anonymous or self.sphere == Sphere.NEWCOMER

    @property
    def asks_each(self) -> bool:
        """Whether those who are asked are known beforehand."""
        return self.way != self.Way.LINK

    def is_open(self, on: dt.date) -> bool:
        return self.closed_on is None and self.opens_on <= on <= self.closes_on

    def is_over(self, on: dt.date) -> bool:
        return self.closed_on is not None or on > self.closes_on


class RoundReader(models.Model):
    """That those in a role at an organisation may read of a round, and how much."""

    class Sees(models.TextChoices):
        FIGURES = "figures", _("Figures")
        ANSWERS = "answers", _("Each answer")

    round = models.ForeignKey(Round, models.CASCADE, related_name="readers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=40, choices=Role.choices)
    sees = models.CharField(_("sees"), max_length=10, choices=Sees.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation", "role"], name="one_reader_of_a_round"
            ),
        ]

    personal_data = declare(none="id round organisation role sees")

    def __str__(self):
        return f"{self.get_role_display()}, {self.organisation}"


class AskedQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those in the rounds one sees, but protected persons and children as elsewhere."""
        if actor is None:
            return self.none()
        seen = Person.objects.visible_to(actor)
        shown = Q(person=None) | is_opened_to(actor) | Q(person__in=seen)
        about = Q(about=None) | is_opened_to(actor, person="about") | Q(about__in=seen)
        return self.filter(shown, about, round__in=Round.objects.visible_to(actor))


class Asked(models.Model):
    """A person asked in a round, or an organisation through whoever has the link."""

    class As(models.TextChoices):
        ONESELF = "self", _("About oneself")
        MANAGER = "manager", _("As manager")
        THEN = "then", _("About how it was")
        INVENTORY = "inventory", _("For the organisation")

    class State(models.TextChoices):
        ASKED = "asked", _("Has not answered")
        BEGUN = "begun", _("Has begun")
        DONE = "done", _("Has answered")
        DECLINED = "declined", _("Does not want to answer")

    class Letter(models.TextChoices):
        NONE = "", _("No letter")
        WAITING = "waiting", _("Will soon be sent")
        LEAVING = "leaving", _("Not known whether it arrived")
        SENT = "sent", _("Sent")
        RETURNED = "returned", _("Came back")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="asked")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("person")
    )
    # Whom a manager answers about.
    about = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    answers_as = models.CharField(
        _("answers"), max_length=10, choices=As.choices, default=As.ONESELF
    )
    # Of an anonymous round never "begun", and nothing of what or when.
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    letter = models.CharField(
        _("letter"), max_length=10, choices=Letter.choices, default=Letter.NONE, blank=True
    )
    asked_on = models.DateField(_("asked"))
    reminded_on = models.DateField(_("reminded"), null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person", "answers_as"],
                condition=Q(about=None),
                name="asked_once_about_oneself",
            ),
            models.UniqueConstraint(
                fields=["round", "person", "about", "answers_as"], name="asked_once_about_another"
            ),
            models.UniqueConstraint(
                fields=["round", "organisation", "answers_as"],
                condition=Q(person=None),
                name="asked_once_for_an_organisation",
            ),
        ]

    personal_data = declare(
        none="id public_key round organisation answers_as asked_on reminded_on",
        personal="person about state letter",
        subject="person",
        ground=GROUND,
        keep=_("as long as the round"),
    )

    def __str__(self):
        return str(self.person or self.organisation)


class Response(models.Model):
    """What somebody answered. In an anonymous round nothing in the row leads to anybody."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Begun")
        DONE = "done", _("Sent")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="responses")
    # Of a named round only.
    asked = models.OneToOneField(
        Asked, models.CASCADE, related_name="response", null=True, blank=True
    )
    language = models.CharField(_("language"), max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    page = models.PositiveSmallIntegerField(default=1)
    # The day and nothing finer.
    saved_on = models.DateField(_("saved"), null=True, blank=True)
    # By which whoever began without a name takes it up; empty when it is sent.
    resume_hash = models.CharField(max_length=64, blank=True, db_index=True)
    answers = models.JSONField(_("answers"), default=dict)
    # What the instrument's author declared personal or sensitive.
    sealed = models.TextField(blank=True)

    personal_data = declare(
        none="id public_key round language state page saved_on resume_hash",
        personal="asked answers",
        sensitive="sealed",
        subject="asked.person",
        ground=GROUND,
        keep=_("as long as the round"),
    )


class AnswerFile(SealedBody):
    """A file that was sent as an answer. What it is called stands among the sealed answers."""

    class Kind(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "JPEG"
        PNG = "image/png", "PNG"

    response = models.ForeignKey(Response, models.CASCADE, related_name="files")
    item = models.CharField(max_length=64)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    size = models.PositiveIntegerField(_("size"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="one_file_of_an_answer"),
        ]

    personal_data = declare(
        none="id response item kind size sealed_with",
        sensitive="body",
        subject="response.asked.person",
        ground=GROUND,
        keep=_("as long as the round"),
    )

    def __str__(self):
        return self.item
