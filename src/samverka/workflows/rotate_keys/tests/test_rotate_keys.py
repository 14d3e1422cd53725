import pytest
from allauth.mfa.models import Authenticator

from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.accounts.adapter import SecondFactorAdapter
from samverka.foundation.audit.models import Event
from samverka.foundation.deeds.models import Deed
from samverka.foundation.drafts.models import Draft, HeldForm
from samverka.foundation.drafts.tests.factories import left_unsaved
from samverka.foundation.work.actions import mark_with_key
from samverka.foundation.work.queries import key_file_fits
from samverka.guidance.matching.models import (
    DECISION,
    OBJECTION,
    PROBLEM,
    AuditRun,
    ScenarioProblem,
)
from samverka.guidance.matching.tests.factories import full_case
from samverka.publishing.newsletters.queries import address_of, of_address
from samverka.publishing.newsletters.tests.factories import subscriber
from samverka.register.people import actions as people
from samverka.register.people import identity
from samverka.register.people.models import Person
from samverka.register.people.queries import number_of
from samverka.toolkit import keyring, sealing
from samverka.workflows.rotate_keys import actions
from samverka.workflows.rotate_keys.queries import old_keys
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db
NUMBER = identity.read("198906302396", on=TODAY)


@pytest.fixture
def amanda(cast, settings, tmp_path):
    """Somebody with a number, in a region with a key file of its own."""
    settings.KEY_FILE = tmp_path / "keys.json"
    keyring.create(settings.KEY_FILE)
    mark_with_key()
    made = person("Amanda", cast.kungalv)
    people.set_identity(person=made, number=NUMBER, by=cast.karin)
    made.refresh_from_db()
    return made


def rotate():
    begun = actions.begin_or_go_on(by=SYSTEM)
    return begun, actions.seal_everything_anew(by=SYSTEM, tell=lambda count: None)


def test_after_a_rotation_the_number_is_sealed_with_the_new_key_and_reads_the_same(amanda):
    old = sealing.current_key()
    assert rotate() == (True, 1)
    amanda.refresh_from_db()
    assert amanda.identity_sealed.startswith(f"{sealing.current_key()}:")
    assert old != sealing.current_key()
    assert number_of(amanda) == NUMBER


def test_a_number_is_found_by_its_hash_as_before(cast, amanda):
    rotate()
    assert Person.objects.filter(identity_hash=NUMBER.hash).get() == amanda


def test_after_pruning_only_the_new_key_is_left_and_everything_opens(cast, amanda):
    secret = SecondFactorAdapter().encrypt("JBSWY3DP")
    factor = Authenticator.objects.create(
        user=cast.ada.user, type=Authenticator.Type.TOTP, data={"secret": secret}
    )
    rotate()
    assert len(actions.drop_old_keys(by=SYSTEM)) == 1
    assert old_keys() == []
    amanda.refresh_from_db()
    factor.refresh_from_db()
    assert number_of(amanda) == NUMBER
    assert SecondFactorAdapter().decrypt(factor.data["secret"]) == "JBSWY3DP"
    assert key_file_fits()


def test_a_key_that_still_opens_something_is_not_dropped(amanda, settings):
    keyring.add_encryption_key(settings.KEY_FILE)
    with pytest.raises(actions.StillSealed, match=r"people.Person: 1"):
        actions.drop_old_keys(by=SYSTEM)
    assert len(old_keys()) == 1


def test_a_second_factor_that_still_needs_the_key_keeps_it(cast, amanda, settings):
    secret = SecondFactorAdapter().encrypt("JBSWY3DP")
    Authenticator.objects.create(
        user=cast.ada.user, type=Authenticator.Type.TOTP, data={"secret": secret}
    )
    old = sealing.current_key()
    keyring.add_encryption_key(settings.KEY_FILE)
    assert "mfa.Authenticator" in sealing.values_sealed_with(old)


def test_a_rotation_that_was_broken_off_goes_on_with_the_same_key(cast, amanda):
    bo = person("Bo", cast.kungalv)
    people.set_identity(person=bo, number=identity.read("12345678", on=TODAY), by=cast.karin)
    assert actions.begin_or_go_on(by=SYSTEM)
    people.seal_numbers_anew(at_most=1, by=SYSTEM)
    key = sealing.current_key()

    assert rotate() == (False, 1)

    assert sealing.current_key() == key
    assert not any(sealing.values_sealed_with(old) for old in old_keys())


def test_the_trail_tells_of_the_rotation(amanda):
    rotate()
    assert Event.objects.filter(verb="work.keys_rotated", role="system").count() == 1


def test_a_server_that_runs_takes_the_new_key_at_once(amanda, settings):
    """It keeps the keys in memory, but looks at the file's time before it uses them."""
    before = keyring.load(settings.KEY_FILE)
    content = settings.KEY_FILE.read_text().replace(before.current, "0badc0de")
    settings.KEY_FILE.write_text(content)
    assert keyring.load(settings.KEY_FILE).current == "0badc0de"


def test_an_address_for_letters_is_sealed_anew_and_found_as_before(cast, amanda):
    subscriber(cast, "amanda@example.org")
    rotate()
    row = of_address("amanda@example.org").get()
    assert row.address_sealed.startswith(f"{sealing.current_key()}:")
    assert address_of(row) == "amanda@example.org"


def test_what_somebody_types_and_did_lately_is_sealed_anew(cast, amanda):
    left_unsaved(cast.petra.user, "Planering")
    deed = Deed(user=cast.petra.user, found_by="made up")
    deed.write({"said": "Planering"})
    deed.save()
    old = sealing.current_key()
    assert rotate() == (True, 4)
    assert not sealing.values_sealed_with(old)
    kept = [Deed.objects.get().told()["said"]]
    kept += [one.objects.get().told()["fields"][0][1] for one in (Draft, HeldForm)]
    assert kept == ["Planering"] * 3


def test_what_was_said_in_a_matching_round_is_sealed_anew(cast, amanda):
    proposal = full_case(cast, amanda).proposals.get()
    objection = proposal.objections.get()
    objection.answer_sealed = sealing.seal("Plantsvar", context=OBJECTION)
    objection.save()
    proposal.decisions.update(text_sealed=sealing.seal("Plantord", context=DECISION))
    scenario = proposal.case.placements.get().scenario
    body = sealing.seal("{}", context=PROBLEM)
    ScenarioProblem.objects.create(scenario=scenario, body_sealed=body)
    AuditRun.objects.create(round=scenario.round, name="Allt lika", body_sealed=body)
    old = sealing.current_key()
    rotate()
    assert not sealing.values_sealed_with(old)
    objection.refresh_from_db()
    assert sealing.unseal(objection.answer_sealed, context=OBJECTION) == "Plantsvar"


def test_what_no_key_opens_is_left_and_told_and_the_others_are_sealed_anew(cast, amanda):
    left_unsaved(cast.petra.user, "Planering")
    gone = f"0badc0de:{'A' * 60}"
    for table in (Draft, HeldForm):
        table.objects.create(user=cast.olga.user, typed_sealed=gone)
    old = sealing.current_key()
    assert rotate() == (True, 3)
    assert not sealing.values_sealed_with(old)
    assert sealing.values_unopened() == {"drafts.Draft": 1, "drafts.HeldForm": 1}
