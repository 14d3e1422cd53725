"""Forms in which somebody writes a text: each keeps a draft, or it is said here why not."""

from html.parser import HTMLParser

PASTED = "pasted from a sheet, where it stays; often with names and numbers"
ABOUT_SOMEBODY = "refused where it says whom it is about, so it is no draft either"
NOT_SIGNED_IN = "whoever writes it has no account to find it in"
NEEDS = "needs are kept sealed by themselves, and no longer than needed"
NO_DRAFT = {
    "activities:paste": PASTED,
    "competence:answers_from_table": PASTED,
    "competence:from_table": PASTED,
    "matching:take_in": PASTED,
    "signals:add_table": PASTED,
    "interpreting:deviation": ABOUT_SOMEBODY,
    "interpreting:report": ABOUT_SOMEBODY,
    "matching:decide": "a sentence about a household; what is refused is shown again",
    "claims:texts": "each text is saved while it is written",
    "components": "nothing is sent",
    "feedback_answer:answer": NOT_SIGNED_IN,
    "matching_answer:household": NOT_SIGNED_IN,
    "pages:letter": NOT_SIGNED_IN,
    "invitations:answer": NEEDS,
    "sign_up:apply": NEEDS,
    "sign_up:mine": NEEDS,
}


class _Forms(HTMLParser):
    """Whether each form that is sent has a text to write, and keeps a draft."""

    def __init__(self):
        super().__init__()
        self.is_sent = self.is_written = self.keeps = False
        self.lacking = 0

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "form":
            self.is_sent = facts.get("method", "").lower() == "post"
            self.is_written = self.keeps = False
        self.is_written |= tag == "textarea"
        self.keeps |= tag == "input" and facts.get("name") == "_draft"

    def handle_endtag(self, tag):
        if tag == "form":
            self.lacking += self.is_sent and self.is_written and not self.keeps


def texts_without_draft(address: str, page: str) -> list[str]:
    """What is wrong with a page, if something is."""
    if address in NO_DRAFT:
        return []
    forms = _Forms()
    forms.feed(page)
    return ["a text is written here that no draft keeps: see tests/typed.py"] * forms.lacking
