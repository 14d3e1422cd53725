"""The agreements of a programme file, version by version: what was signed stays as it was."""

import datetime as dt

from django.utils.translation import gettext as _

from samverka.delivery.programmes import actions as programmes
from samverka.register.agreements import actions as agreements
from samverka.register.agreements.actions.texts import Wording
from samverka.register.agreements.models import Agreement, Commitment, Signature
from samverka.workflows.programme_file import words
from samverka.workflows.programme_file.facts import Facts

from .organisations import organisation_of
from .report import Loading


def load_agreements(facts: Facts, loading: Loading) -> None:
    for row in facts.rows("överenskommelser"):
        agreement = Agreement.objects.filter(title=row["title"]).first()
        if agreement is None:
            agreement = _draw_up(row, loading)
            loading.report.lines.append(_("%(what)s: added.") % {"what": row["title"]})
        for number, version in enumerate(row.rows("versioner"), start=1):
            try:
                _bring_version(row, number, version, agreement, loading)
            except (agreements.IsSigned, agreements.PartyOfAll, agreements.IsStillOpen) as stays:
                loading.report.notices.append(f"{row['title']}: {stays}")
        _let_leave(row, agreement, loading)


def _draw_up(row: Facts, loading: Loading) -> Agreement:
    return agreements.draw_up(
        title=row["title"],
        kind=row["kind"],
        keeper=loading.organisations[row["keeper"]],
        wording=_wording(row.rows("versioner")[0]),
        by=loading.by,
    )


def _wording(version: Facts) -> Wording:
    parts = version.given(*words.AGREEMENT_PARTS.values())
    return Wording(
        **version.given("text", "valid_from", "valid_to", "review_on"),
        parts={part: text for part, text in parts.items() if text},
    )


def _bring_version(
    row: Facts, number: int, version: Facts, agreement: Agreement, loading: Loading
) -> None:
    """One version with those that came and what was undertaken in it, and who has signed it."""
    by = loading.by
    there = agreement.versions.filter(number=number).first()
    if there is None:
        agreements.new_version(
            agreement=agreement,
            what_changed=version["what_changed"],
            wording=_wording(version),
            by=by,
        )
        loading.report.lines.append(
            _("%(what)s: version %(number)s added.") % {"what": row["title"], "number": number}
        )
    elif any(getattr(there, name) != value for name, value in _wording(version).facts.items()):
        agreements.correct(
            agreement=agreement, title=row["title"], wording=_wording(version), by=by
        )
    _add_parties(row, number, agreement, loading)
    _bring_commitments(row, number, agreement, loading)
    _sign(version, number, agreement, loading)


def _add_parties(row: Facts, number: int, agreement: Agreement, loading: Loading) -> None:
    known = set(agreement.parties.values_list("organisation", flat=True))
    for party in row.rows("parter"):
        if party["first_version"] == number:
            organisation = organisation_of(party, loading)
            if organisation.pk not in known:
                agreements.add_parties(
                    agreement=agreement,
                    organisations=[organisation],
                    valid_from=party["valid_from"],
                    on=dt.date.min,
                    by=loading.by,
                )


def _bring_commitments(row: Facts, number: int, agreement: Agreement, loading: Loading) -> None:
    known = {each.number: each for each in agreement.commitments.all()}
    parties = {str(party): party for party in agreement.parties.select_related("organisation")}
    for commitment in row.rows("åtaganden"):
        there = known.get(commitment["number"])
        if there is None and commitment["first_version"] == number:
            agreements.add_commitment(
                agreement=agreement,
                party=parties.get(commitment["party"]),
                **commitment.given("number", "text"),
                by=loading.by,
            )
        elif there and there.last_version is None and commitment["last_version"] == number - 1:
            agreements.end_commitment(commitment=there, by=loading.by)


def _sign(version: Facts, number: int, agreement: Agreement, loading: Loading) -> None:
    signed = set(
        Signature.objects.filter(version__agreement=agreement, version__number=number).values_list(
            "party", flat=True
        )
    )
    parties = {str(party): party for party in agreement.parties.select_related("organisation")}
    for row in version.rows("undertecknad av"):
        party = parties[row["party"]]
        if party.pk not in signed:
            agreements.sign(
                party=party,
                **row.given("signed_on", "function", "from_paper"),
                today=row["signed_on"],
                by=loading.by,
            )


def _let_leave(row: Facts, agreement: Agreement, loading: Loading) -> None:
    left = {party["name"]: party["valid_to"] for party in row.rows("parter")}
    for party in agreement.parties.filter(valid_to=None).select_related("organisation"):
        if last := left.get(str(party)):
            agreements.let_party_leave(party=party, on=last, by=loading.by)


def link_goals(facts: Facts, loading: Loading) -> None:
    """Which goal works on what was undertaken."""
    for goal in facts.of("delmål"):
        for row in goal.rows("arbetar med"):
            commitment = Commitment.objects.get(
                agreement__title=row["agreement"], number=row["number"]
            )
            outcome = programmes.set_goal_commitment(
                goal=loading.goals[goal["number"]], commitment=commitment, by=loading.by
            )
            words_of = {"number": goal["number"], "commitment": commitment.number}
            loading.tell(_("Goal %(number)s, commitment %(commitment)s") % words_of, outcome)
