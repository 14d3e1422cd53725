"""What is done with people's data, in words for them, from what the tables declare (S129)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.activities.models import Attendance, Need
from samverka.delivery.invitations.models import Addressee
from samverka.delivery.questions.models import DeskRule, Question
from samverka.foundation.accounts.models import User
from samverka.publishing.newsletters.models import Subscriber
from samverka.register.people.models import Person
from samverka.toolkit.periods import in_force
from samverka.toolkit.personal_data import Declared


@dataclass(frozen=True)
class Notice:
    """One processing: what for, on what ground, for how long."""

    title: str
    purpose: str
    ground: str
    keep: str


PROCESSINGS: tuple[tuple[str | Promise, str | Promise, Declared], ...] = (
    (
        gettext_lazy("When you take part in an activity"),
        gettext_lazy(
            "Your name, where you work and when you were there are written down, so that you get "
            "your hours and the programme can account for them."
        ),
        Attendance.personal_data,
    ),
    (
        gettext_lazy("When you say what you need to take part"),
        gettext_lazy(
            "What you write is kept sealed, and read by those who arrange the activity, so that "
            "you can take part."
        ),
        Need.personal_data,
    ),
    (
        gettext_lazy("When you work at a partner of a programme"),
        gettext_lazy(
            "Your name, function and ways to reach you are written down, so that you can be "
            "invited and registered."
        ),
        Person.personal_data,
    ),
    (
        gettext_lazy("When you are invited to an activity"),
        gettext_lazy(
            "It is written down that you were invited, in which way, and what you answered. "
            "Whether you read the letter is not."
        ),
        Addressee.personal_data,
    ),
    (
        gettext_lazy("When you have an account"),
        gettext_lazy(
            "Your name and e-mail are kept, and what you do is noted, so that it can be seen who "
            "has done and read what."
        ),
        User.personal_data,
    ),
    (
        gettext_lazy("When you ask for a newsletter"),
        gettext_lazy(
            "Your e-mail is kept sealed, and used for the programme's letters and nothing else."
        ),
        Subscriber.personal_data,
    ),
)


def notices(*, on: dt.date) -> list[Notice]:
    """Each processing; how long letters from outside are kept is a rule of the desk, dated."""
    rule = DeskRule.objects.filter(
        in_force(on), programme=None, subject=DeskRule.Subject.OUTSIDE
    ).first()
    letters = Notice(
        title=_("When you write to a function here"),
        purpose=_(
            "Your message, e-mail and name, if you write it, go to whoever holds the function, so "
            "that you get an answer."
        ),
        ground=str(Question.personal_data.ground),
        keep=_("Name and e-mail are removed %(days)s days after the message was sent.")
        % {"days": rule.days}
        if rule
        else str(Question.personal_data.keep),
    )
    return [letters, *(_declared(*processing) for processing in PROCESSINGS)]


def _declared(title: str | Promise, purpose: str | Promise, declared: Declared) -> Notice:
    return Notice(str(title), str(purpose), str(declared.ground), str(declared.keep))
