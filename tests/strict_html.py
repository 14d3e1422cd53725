"""A page as a strict reader takes it: nothing that browsers would silently mend."""

from collections import Counter
from html.parser import HTMLParser

import html5lib
from html5lib.html5parser import ParseError

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
ONE_OF = ("html", "head", "body", "main", "title", "h1")


class Strict(HTMLParser):
    """Reads a page, and refuses what browsers would silently mend."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.ids: list[str] = []
        self.pointed_at: list[str] = []

    def handle_starttag(self, tag, attrs):
        named = [name for name, _value in attrs]
        assert len(named) == len(set(named)), f"<{tag}> says something twice: {named}"
        told = dict(attrs)
        assert tag != "img" or "alt" in told
        # A picture has titles of its own.
        self.seen += [tag] if tag != "title" or "svg" not in self.open else []
        self.ids += [told["id"]] if "id" in told else []
        for pointer in ("for", "aria-labelledby", "aria-describedby"):
            self.pointed_at += told.get(pointer, "").split()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes something else"


def read(text: str) -> Strict:
    page = Strict()
    page.feed(text)
    page.close()
    return page


def hold_together(text: str) -> None:
    """That a page is whole: to the reader here, and to one that others wrote."""
    assert text.lower().startswith("<!doctype html>")
    page = read(text)
    assert page.open == []
    assert [tag for tag in ONE_OF if page.seen.count(tag) != 1] == []
    assert [each for each, times in Counter(page.ids).items() if times > 1] == []
    assert set(page.pointed_at) <= set(page.ids), set(page.pointed_at) - set(page.ids)
    html5lib.HTMLParser(strict=True).parse(text)


def faults_of(text: str) -> list[str]:
    """What keeps a page from being whole; nothing where it is."""
    try:
        hold_together(text)
    except (AssertionError, ParseError) as fault:
        return [str(fault) or type(fault).__name__]
    return []
