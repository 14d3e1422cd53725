"""Invitations: whoever runs the activity writes and sends; anybody with a link answers."""

from samverka.delivery.activities.tests.factories import TOMORROW, training_day
from samverka.delivery.invitations import actions
from samverka.delivery.invitations.models import Addressee, InvitationLetter
from samverka.delivery.invitations.queries import token_of
from samverka.delivery.invitations.tests.factories import SITE, colleague, invitation, invited

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  invitations:answer             200   200   200   200   200   200   200   200   200   200
POST invitations:answer             302   302   302   302   302   302   302   302   302   302
GET  invitations:calendar           200   200   200   200   200   200   200   200   200   200
GET  invitations:detail             200   403   403   200   403   403   403   403   404   login
GET  invitations:write              200   403   403   200   403   403   403   403   404   login
GET  invitations:choose             200   403   403   200   403   403   403   403   404   login
GET  invitations:choose_function    200   403   403   200   403   403   403   403   404   login
GET  invitations:preview            200   403   403   200   403   403   403   403   404   login
GET  invitations:paper              200   403   403   200   403   403   403   403   404   login
GET  invitations:progress           200   403   403   200   403   403   403   403   404   login
GET  invitations:send               405   405   405   405   405   405   405   405   405   login
POST invitations:send               302   403   403   302   403   403   403   403   404   login
GET  invitations:take_back          405   405   405   405   405   405   405   405   405   login
POST invitations:take_back          302   403   403   302   403   403   403   403   404   login
GET  invitations:go_on              405   405   405   405   405   405   405   405   405   login
POST invitations:go_on              302   403   403   302   403   403   403   403   404   login
GET  invitations:remove             405   405   405   405   405   405   405   405   405   login
POST invitations:remove             302   403   403   302   403   403   403   403   404   login
GET  invitations:try_again          405   405   405   405   405   405   405   405   405   login
POST invitations:try_again          302   403   403   302   403   403   403   403   404   login
GET  invitations:note_answer        405   405   405   405   405   405   405   405   405   login
POST invitations:note_answer        302   403   403   302   403   403   403   403   404   login
"""


def asked(cast) -> Addressee:
    """Somebody whose letter is printed."""
    made = invitation(cast, training_day(cast, TOMORROW))
    return invited(cast, made, colleague(cast, "Amanda"))


def an_activity(cast):
    return {"key": asked(cast).invitation.activity.public_key}


def a_kind(cast):
    return an_activity(cast) | {"kind": "invitation"}


def _sending(cast):
    invitation = asked(cast).invitation
    return actions.send(invitation=invitation, kind="invitation", site=SITE, by=cast.olga)


def a_sending(cast):
    sending = _sending(cast)
    key = sending.invitation.activity.public_key
    return {"key": key, "sending_key": sending.public_key}


def an_addressee(cast):
    one = asked(cast)
    return {"key": one.invitation.activity.public_key, "addressee_key": one.public_key}


def a_link(cast):
    _sending(cast)
    InvitationLetter.objects.update(state="sent")
    return {"token": token_of(Addressee.objects.get())}


def no(cast):
    return {"answer": "no"}


OF_ACTIVITY = (*("detail", "write", "choose", "choose_function", "preview", "paper", "progress"),)
ARGUMENTS = {
    "invitations:answer": a_link,
    "invitations:calendar": a_link,
    **{f"invitations:{name}": an_activity for name in OF_ACTIVITY},
    "invitations:send": a_kind,
    "invitations:take_back": a_sending,
    "invitations:go_on": a_sending,
    "invitations:remove": an_addressee,
    "invitations:try_again": an_addressee,
    "invitations:note_answer": an_addressee,
}
DATA = {"invitations:answer": no, "invitations:note_answer": no}
