"""Whoever waits at a terminal sees how far it has come; a file or a log gets no half lines."""

import io

from samverka.config.bar import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_bar_grows_and_is_gone_at_the_end():
    terminal = Terminal()

    with Bar(terminal) as bar:
        bar.show(1, 4, "Placing")
        bar.show(4, 4, "Writing")

    first, second, *_rest, last = terminal.getvalue().split("\r")[1:]
    assert first.count("█") == 6
    assert second.count("█") == 24
    assert last.strip() == ""


def test_elsewhere_nothing_is_written():
    log = io.StringIO()

    with Bar(log) as bar:
        bar.show(1, 4, "Placing")

    assert log.getvalue() == ""
