"""What is wrong with files or a package: what happened, then what one can do."""

from django.utils.translation import gettext as _


class MaterialProblem(Exception):
    """Files that cannot be taken; the message is a sentence for whoever sent them."""


class NoFiles(MaterialProblem):
    def __str__(self) -> str:
        return _("There is no file. Choose at least one.")


class TooManyFiles(MaterialProblem):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("There are more than %(most)s files. Divide them into several materials.")
            % {"most": most}
        )


class TooLarge(MaterialProblem):
    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "The files are larger than %(most)s MB together, so nothing was kept. Make "
                "pictures smaller, or divide them into several materials."
            )
            % {"most": most // 1_000_000}
        )


class Bomb(MaterialProblem):
    """Small on the disk, enormous when unpacked."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "Unpacked, the package would be larger than %(most)s MB, so it was not opened. "
                "Fetch it again from where it was published."
            )
            % {"most": most // 1_000_000}
        )


class StrangeName(MaterialProblem):
    """A name that is a path, is hidden, or cannot be a name everywhere."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "“%(name)s” cannot be a file's name here, so nothing was kept. Give the file a "
                "plain name of letters, digits, spaces and hyphens."
            )
            % {"name": _printable(name)}
        )


class StrangeKind(MaterialProblem):
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "“%(name)s” is of a kind that is not published here, so nothing was kept. Save "
                "it as PDF, as a document, as text, as a picture or as sound."
            )
            % {"name": _printable(name)}
        )


class NotReadAloud(MaterialProblem):
    """A PDF without tags or text: a picture of a text, for whoever hears it read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "“%(name)s” cannot be read aloud: it lacks tags or text, as a scanned paper does. "
                "Save it again as a tagged PDF, or choose it once more and write what it says; "
                "then it gets a page of its own."
            )
            % {"name": _printable(name)}
        )


class SameName(MaterialProblem):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("Two files are called “%(name)s”. Give one of them another name.")
            % {"name": _printable(name)}
        )


class NotAPackage(MaterialProblem):
    def __str__(self) -> str:
        return _(
            "This is not a package of material, or it was not sent whole. Fetch the package again "
            "from where it was published, and send it as it is."
        )


class WrongManifest(MaterialProblem):
    def __init__(self, what: str) -> None:
        super().__init__(
            _(
                "The package's list of contents is not right (%(what)s), so nothing was kept. "
                "Fetch the package again from where it was published."
            )
            % {"what": _printable(what)}
        )


class Altered(MaterialProblem):
    """What is in the package is not what its list says."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "“%(name)s” is not what the package's list says, so somebody has changed it and "
                "nothing was kept. Fetch the package again from where it was published. To change "
                "a material, take it in and adapt it."
            )
            % {"name": _printable(name)}
        )


def _printable(text: str) -> str:
    """Part of a name that may hold anything."""
    return "".join(sign if sign.isprintable() else "·" for sign in text[:60])
