"""What is wrong with a file: what happened, then what one can do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.toolkit.texts import amount


class TableProblem(Exception):
    """The file cannot be read as a table; the message is a sentence for whoever sent it."""


class Empty(TableProblem):
    def __init__(self) -> None:
        super().__init__(_("The file is empty. Choose the file that holds the rows."))


class TooLarge(TableProblem):
    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "The file is larger than %(most)s MB, so it was not read. Divide it into several "
                "files, or take away pictures and sheets that are not needed."
            )
            % {"most": most // 1_000_000}
        )


class Bomb(TableProblem):
    """Small on the disk, enormous when unpacked."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "Unpacked, the file would be larger than %(most)s MB, so it was not opened. Copy "
                "the rows into a new workbook and send that one."
            )
            % {"most": most // 1_000_000}
        )


class TooManyRows(TableProblem):
    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "The table has more than %(most)s rows. Divide it into several files of at most "
                "so many."
            )
            % {"most": amount(most)}
        )


class NoRows(TableProblem):
    def __init__(self) -> None:
        super().__init__(
            _("There are no rows below the heading. Choose the file that holds them.")
        )


class TooManyColumns(TableProblem):
    def __init__(self, cell: str, most: int) -> None:
        super().__init__(
            _(
                "There is something in cell %(cell)s, and a table may have %(most)s columns. Take "
                "away what stands that far out."
            )
            % {"cell": cell, "most": most}
        )


class NotATable(TableProblem):
    """Another kind of file than its name says, or one that we do not read."""

    def __init__(self, what: str) -> None:
        super().__init__(
            _("This is %(what)s. Save the table as an Excel workbook (.xlsx) or as CSV.")
            % {"what": what}
        )


class Locked(TableProblem):
    def __init__(self) -> None:
        super().__init__(
            _(
                "The workbook is protected with a password, so it cannot be read. Take the "
                "password away in your spreadsheet program, and send it again."
            )
        )


class Damaged(TableProblem):
    def __init__(self, where: str = "") -> None:
        text = _(
            "The file is damaged, or was not sent whole. Open it in your spreadsheet program, "
            "save it under a new name and send that one."
        )
        super().__init__(f"{text} ({where})" if where else text)


class WrongEncoding(TableProblem):
    """Letters that were written in one encoding and read in another."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(
            _(
                "The letters on line %(line)s are not readable: “%(words)s”. Save the file as "
                "“CSV UTF-8” or as an Excel workbook."
            )
            % {"line": line, "words": words}
        )


class OpenQuote(TableProblem):
    def __init__(self, line: int) -> None:
        super().__init__(
            _(
                "A quotation mark that begins on line %(line)s is never closed. Put one at the "
                "end of that value, or take it away."
            )
            % {"line": line}
        )


class NoVisibleSheet(TableProblem):
    def __init__(self, hidden: int) -> None:
        super().__init__(
            ngettext(
                "The only sheet of the workbook is hidden. Show it in your spreadsheet program.",
                "All %(count)s sheets of the workbook are hidden. Show the one that is to be "
                "read in your spreadsheet program.",
                hidden,
            )
            % {"count": hidden}
        )
