"""Undo of showing a comment: the others read it no more; one that is removed stays removed."""

from django.urls import reverse

from samverka.delivery.feedback.models import FeedbackComment
from tests.undoing import done, press, rows, signed_in

from .factories import a_comment


def of(comment: FeedbackComment, name: str) -> str:
    activity = comment.round.session.activity
    keys = [activity.programme.public_key, activity.public_key, comment.public_key]
    return reverse(f"feedback:{name}", args=keys)


def test_a_comment_shown_by_mistake_is_hidden_as_before(cast):
    comment = a_comment(cast)
    olga, before = signed_in(cast.olga), rows(FeedbackComment)
    undo = done(olga, of(comment, "show"))
    assert rows(FeedbackComment) != before
    assert "Only the organiser can read the comment." in press(olga, undo)
    assert rows(FeedbackComment) == before
    # Shown again by Petra: what Olga presses once more leaves it.
    done(signed_in(cast.petra), of(comment, "show"))
    assert "It is undone already" in press(olga, undo)
    assert FeedbackComment.objects.get().is_shown


def test_a_comment_that_petra_has_shown_already_is_hers_to_hide(cast):
    comment = a_comment(cast)
    done(signed_in(cast.petra), of(comment, "show"))
    assert done(signed_in(cast.olga), of(comment, "show")) == ""


def test_a_comment_that_was_removed_since_stays_removed_and_it_is_said(cast):
    comment = a_comment(cast)
    olga = signed_in(cast.olga)
    undo = done(olga, of(comment, "show"))
    done(olga, of(comment, "remove"))
    assert "It is gone, or it is no longer yours to change." in press(olga, undo)
    assert not FeedbackComment.objects.exists()


def test_karin_who_does_not_run_the_activity_hides_nothing(cast):
    comment = a_comment(cast)
    undo = done(signed_in(cast.olga), of(comment, "show"))
    assert signed_in(cast.karin).post(undo).status_code in {403, 404}
    assert FeedbackComment.objects.get().is_shown
