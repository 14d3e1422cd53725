import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.engine.names import keys_of_word, leaves_vowels_out, words_of
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import now
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.plain import KeepsPlain, PlainField
from samverka.toolkit.public_key import new_key

# How long two persons who were joined can be parted again.
KEPT_FOR = dt.timedelta(days=30)
# The longest word of a name that is kept to search by.
WORD = 40
SEES_PERSONS = (
    Role.PROGRAMME_LEADER,
    Role.SUB_PROJECT_LEADER,
    Role.ECONOMIST,
    Role.ORGANISER,
    Role.UNIT_HEAD,
)


# Written out, since almost every page asks them, and inside other questions: building them anew
# each time costs many times what the database needs to answer.
KNOWN = "SELECT person_id FROM people_knownto WHERE organisation_id = %s"
NAMED = "SELECT person_id FROM people_access WHERE user_id = %s"
CHILDREN = "EXISTS (SELECT 1 FROM people_childrenrole WHERE user_id = %s AND organisation_id = %s)"


def keys_named_to(actor: Actor) -> RawSQL:
    """The persons on whose access list the actor stands, for `person__in`."""
    return RawSQL(NAMED, [actor.user_id])  # noqa: S611 - values are parameters


def has_children_role(actor: Actor) -> Q:
    """Holds where the actor has the extra role for what is about children, where they act."""
    holds = RawSQL(  # noqa: S611 - values are parameters
        CHILDREN, [actor.user_id, actor.organisation_id], output_field=models.BooleanField()
    )
    return Q(holds)


def is_opened_to(actor: Actor, person: str = "person") -> Q:
    """Rows of persons whom nothing shuts: `person` is the path there, empty for persons.

    Somebody with protected identity is open to those on their own access list only, a child to
    those with the role for it.
    """
    path = f"{person}__" if person else ""
    named = Q(**{f"{person or 'pk'}__in": keys_named_to(actor)})
    is_no_child = Q(**{f"{path}is_child": False})
    return (Q(**{f"{path}is_protected": False}) | named) & (is_no_child | has_children_role(actor))


def name_told(given_name: str, family_name: str, forgotten_on: dt.date | None) -> str:
    """The name as pages tell it, also of somebody who is read as columns."""
    return gettext("Removed person") if forgotten_on else f"{given_name} {family_name}"


class PersonQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor, *, known: models.QuerySet | RawSQL | None = None):
        """Those the actor's organisation knows and nothing shuts, and oneself.

        :param known: keys of some of those whom it knows, to look no further than these
        """
        if actor is None:
            return self.none()
        mine = Q(user_id=actor.user_id)
        if not actor.is_one_of(*SEES_PERSONS):
            return self.filter(mine)
        if known is None:
            known = RawSQL(KNOWN, [actor.organisation_id])  # noqa: S611 - values are parameters
        return self.filter(mine | (Q(pk__in=known) & is_opened_to(actor, person="")))


class Person(KeepsPlain):
    """A person whom one or more organisations know: staff today, newcomers later."""

    class IdentityKind(models.TextChoices):
        NONE = "", _("None")
        PERSONNUMMER = "personnummer", _("Personal number")
        SAMORDNINGSNUMMER = "samordningsnummer", _("Co-ordination number")
        REPLACEMENT = "replacement", _("Replacement id of a protected person")
        LMA = "lma", _("LMA number")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    # Sealed with the context "person.identity"; the hash finds equals and nothing else.
    identity_kind = models.CharField(
        _("kind of number"), max_length=20, choices=IdentityKind.choices, blank=True
    )
    identity_sealed = models.TextField(blank=True, editable=False)
    identity_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    is_protected = models.BooleanField(_("protected identity"), default=False)
    # Takes part where children and young people do: only those with the role for it see them.
    is_child = models.BooleanField(_("child or young person"), default=False, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    created_at = models.DateTimeField(_("added"), default=now, editable=False)
    # Set when everything personal was erased: the row stays for the counts that must be kept.
    forgotten_on = models.DateField(null=True, editable=False)
    # By which they are found; the address in the last line.
    plain_words = PlainField("given_name", "family_name", "email")

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(identity_kind="", identity_sealed="", identity_hash="")
                | (~Q(identity_kind="") & ~Q(identity_sealed="") & ~Q(identity_hash="")),
                name="identity_number_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["family_name", "given_name"], name="person_by_name")]

    personal_data = declare(
        none="id public_key created_at forgotten_on",
        personal=(
            "given_name family_name email phone identity_kind identity_sealed identity_hash "
            "is_protected is_child user plain_words"
        ),
        subject="self",
        ground=_("public task: the programme's activities and their accounts"),
        keep=_("as long as the longest rule of the funds the person took part under"),
    )

    def __str__(self):
        return name_told(self.given_name, self.family_name, self.forgotten_on)

    @property
    def is_forgotten(self):
        return self.forgotten_on is not None

    @property
    def words_of_name(self) -> dict[str, bool]:
        """The words of either name, each with whether its script leaves vowels out."""
        names = (self.given_name, self.family_name)
        return {word[:WORD]: leaves_vowels_out(name) for name in names for word in words_of(name)}


class NameKeyQuerySet(models.QuerySet):
    def write_for(self, persons: Iterable[Person]) -> None:
        """Make the keys of persons anew, after their names were written."""
        persons = list(persons)
        self.filter(person__in=persons).delete()
        self.bulk_create(
            (
                self.model(person=person, word=word, key=key, leaves_vowels_out=bare)
                for person in persons
                for word, bare in person.words_of_name.items()
                for key in keys_of_word(word)
            ),
            batch_size=2000,
        )


class NameKey(models.Model):
    """A word of a person's name in plain letters, and a key that words said alike share."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=WORD, db_index=True)
    key = models.CharField(max_length=16, db_index=True)
    leaves_vowels_out = models.BooleanField()

    objects = NameKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "word", "key"], name="one_key_of_a_word"),
        ]
        # Whom a word names is read from this alone.
        indexes = [models.Index(fields=["word", "person"], name="persons_of_word")]

    personal_data = declare(
        none="id leaves_vowels_out",
        personal="person word key",
        subject="person",
        ground=_("public task: persons are found however their names are spelled"),
        keep=_("as the name"),
    )


class Position(models.Model):
    """A person's function at an organisation for a period."""

    class Contact(models.TextChoices):
        DIRECT = "direct", _("Direct")
        INDIRECT = "indirect", _("Indirect")
        UNKNOWN = "", _("Not said")

    person = models.ForeignKey(Person, models.CASCADE, related_name="positions")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    title = models.CharField(_("function"), max_length=100)
    contact = models.CharField(
        _("contact with newly arrived people"), max_length=10, choices=Contact.choices, blank=True
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ends_after_start(), name="position_ends_after_start"),
            models.UniqueConstraint(
                fields=["person", "organisation", "title", "valid_from"], name="one_position"
            ),
        ]

    personal_data = declare(
        none="id organisation",
        personal="person title contact valid_from valid_to",
        subject="person",
        ground=_("public task: employer and function of those who take part"),
        keep=_("as the person"),
    )

    def __str__(self):
        return self.title

    @property
    def last_day(self):
        """The last day as people say it; the period itself does not hold its end."""
        return self.valid_to and self.valid_to - dt.timedelta(days=1)


class KnownTo(models.Model):
    """That an organisation has a reason to know a person: the only way to see somebody."""

    class Reason(models.TextChoices):
        EMPLOYS = "employs", _("Works here")
        ACTIVITY = "activity", _("Takes part in our activity")

    person = models.ForeignKey(Person, models.CASCADE, related_name="known_to")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    since = models.DateField(_("since"))
    # The person's, written by the database itself (migration 0002): so those whom an organisation
    # knows are searched in the order of one index, and nobody is looked up who does not fit.
    plain_words = models.TextField(default="", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "reason"], name="known_once_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "plain_words", "person"], name="known_by_words")
        ]

    personal_data = declare(
        none="id organisation reason since",
        personal="person plain_words",
        subject="person",
        ground=_("public task: shows why an organisation may see a person"),
        keep=_("as the person"),
    )


class Access(models.Model):
    """A user on the access list of a person with protected identity."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="access_list")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("user")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    since = models.DateField(_("since"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "user"], name="once_on_an_access_list"),
        ]

    personal_data = declare(
        none="id since",
        personal="person user reason",
        subject="person",
        ground=_("protection of persons with protected identity"),
        keep=_("while the protection lasts"),
    )


class ChildrenRole(models.Model):
    """That a user may read what is about children, for an organisation: beside any other role."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("user")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    reason = models.CharField(_("why it is needed"), max_length=200)
    since = models.DateField(_("since"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_children_role"),
            models.CheckConstraint(condition=~Q(reason=""), name="children_role_has_a_reason"),
        ]

    personal_data = declare(
        none="id organisation reason since",
        personal="user",
        subject="user",
        ground=_("protection of children: who may read of them must be known"),
        keep=_("while the role is held"),
        outlives={"user": "an emptied account: who could read must stay known"},
    )


class Merge(models.Model):
    """That another row was joined into a person, and what it takes to part them again.

    Kept for a month. A person's own row and the rows of every module are in it, sealed.
    """

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="merges")
    sealed = models.TextField(editable=False)
    made_at = models.DateTimeField(default=now, db_index=True, editable=False)

    personal_data = declare(
        none="id public_key made_at",
        personal="person sealed",
        subject="person",
        ground=_("public task: a mistake about who is who must be possible to take back"),
        keep=_("a month"),
    )

    @property
    def can_be_undone_until(self) -> dt.datetime:
        return self.made_at + KEPT_FOR


class NotSame(models.Model):
    """That somebody has looked at two persons who are alike, and they are two."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    noted_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="told_apart_once"),
            models.CheckConstraint(
                condition=Q(one__lt=models.F("other")), name="two_told_apart_in_order"
            ),
        ]

    personal_data = declare(
        none="id noted_at",
        personal="one other",
        subject="one",
        ground=_("public task: nobody is joined with another by mistake"),
        keep=_("as the person"),
    )
