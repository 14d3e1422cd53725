"""A page as a strict reader takes it: nothing that browsers would silently mend."""

from html.parser import HTMLParser

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
        self.seen.append(tag)
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
