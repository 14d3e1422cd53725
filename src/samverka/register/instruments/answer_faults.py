"""What is wrong with an answer, said to whoever answers, in the language they answer in."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.engine.forms.definition import Form, Item
from samverka.engine.forms.judging import Fault, FaultKind

K = FaultKind
FAULTS = {
    K.REQUIRED: gettext_lazy("Answer this too."),
    K.CONSTRAINT: gettext_lazy("The answer does not fit. Look at it once more."),
    K.NOT_A_NUMBER: gettext_lazy("“%(key)s” is not a number. Write it with digits."),
    K.NOT_WHOLE: gettext_lazy("“%(key)s” is not a whole number."),
    K.NOT_A_DAY: gettext_lazy("“%(key)s” is not a day. Write it as 2026-03-16."),
    K.NOT_A_CHOICE: gettext_lazy("Choose one of the answers."),
    K.NOT_A_STEP: gettext_lazy("Choose one of the answers."),
    K.NOT_A_ROW: gettext_lazy("Choose one of the answers."),
    K.NOT_A_TEXT: gettext_lazy("Write a text."),
    K.NOT_A_LIST: gettext_lazy("Choose among the answers."),
    K.TOO_LONG: gettext_lazy("The text is longer than %(key)s letters. Make it shorter."),
    K.TOO_MANY_TIMES: gettext_lazy("It is asked at most %(key)s times."),
    K.UNKNOWN: gettext_lazy("This version of the form does not ask this."),
    K.UNKNOWN: gettext_lazy("This version does not ask it."),
}


def by_item(form: Form, faults: Iterable[Fault], language: str) -> dict[str, str]:
    """One sentence for each item that has a fault; the form's own words where it has some.

    A fault within a repeat is told at the item in it.
    """
    items = {item.name: item for item in form.walk()}
    found: dict[str, str] = {}
    for fault in faults:
        if fault.name in items:
            found.setdefault(fault.name, _said(form, items[fault.name], fault, language))
    return found


def _said(form: Form, item: Item, fault: Fault, language: str) -> str:
    own = {K.REQUIRED: item.required_message, K.CONSTRAINT: item.constraint_message}
    text, _language = form.text(own.get(fault.kind, {}), language)
    if text:
        return text
    if fault.kind == K.REQUIRED and fault.row:
        return _("Answer every row.")
    return str(FAULTS[fault.kind]) % {"key": fault.key}
