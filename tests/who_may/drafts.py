"""Drafts and what one did lately are everybody's own: nobody meets another's."""

from samverka.foundation.drafts.actions import keep_draft

ROWS = """
                         petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  deeds:lately        200   200   200   200   200   200   200   200   200   login
GET  drafts:list         200   200   200   200   200   200   200   200   200   login
GET  drafts:keep         405   405   405   405   405   405   405   405   405   login
POST drafts:keep         200   200   200   200   200   200   200   200   200   login
GET  drafts:kept         204   204   204   204   204   204   204   204   204   login
GET  drafts:carry_on     404   404   404   404   404   404   404   404   404   login
GET  drafts:throw_away   405   405   405   405   405   405   405   405   405   login
POST drafts:throw_away   302   302   302   302   302   302   302   302   302   login
"""


def somebodys(cast):
    """Karin's: others are told nothing, and nothing of hers goes."""
    text = [("text", "Planering inför våren")]
    return {"key": keep_draft(address="/", title="", fields=text, by=cast.karin.user).public_key}


ARGUMENTS = {"drafts:carry_on": somebodys, "drafts:throw_away": somebodys}
DATA = {"drafts:keep": lambda cast: {"_draft": "/aktiviteter/", "text": "Planering"}}
