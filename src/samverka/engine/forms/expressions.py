"""The little language of a form's conditions and calculations: XLSForm's, which is XPath 1.0's.

    expression  = operand (operator operand)*
    operand     = "-" operand | number | 'text' | "text" | ${item} | . | name | call | (expression)
    call        = function "(" [expression ("," expression)*] ")"
    operators, loosest first:  or · and · = != · < <= > >= · + - · * div mod

`${item}` is the answer to an item, `.` the answer that a constraint is about, and a bare name a
fact of the choice that a choice filter is about. Paths as `../item` and `/data/group/item` mean
the item at their end, since names are unique in a form. Predicates (`[…]`), unions and
`instance()` are not read. A text is read into a small tree, never into Python's own code;
`evaluating` says what a tree is worth, `printed` writes it as text again.

Sources: XLSForm reference (xlsform.org), ODK XForms specification (getodk.github.io/xforms-spec,
"XPath expressions"), XPath 1.0 (w3.org/TR/1999/REC-xpath-19991116, section 3).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

# A condition is a line, a calculation perhaps a page; more is a program, or an attack.
LONGEST = 10_000
# Parentheses and calls in one another.
DEEPEST = 40
SHORT = 400


class Unreadable(StrEnum):
    """Why a text is no expression."""

    TOO_LONG = "it has more than {found} letters"
    TOO_DEEP = "more than {found} parentheses stand in one another"
    LETTER = "{found} can not stand there"
    UNCLOSED = "a text that begins with {found} has no end"
    EXPECTED = "something should follow after {found}"
    EXPECTED_END = "{found} stands where an operator was expected"
    NUMBER = "{found} is too great a number"
    PATH = "{found} looks into other data than the answers"


class UnreadableExpression(ValueError):
    """The text is no expression: `kind`, `at` (the letter, from 0), `found` (what is there)."""

    def __init__(self, kind: Unreadable, at: int, found: str) -> None:
        """Keep the facts, and say them in plain English."""
        why = kind.value.format(found=found)
        super().__init__(f"It can not be read at letter {at + 1}: {why}.")
        self.kind, self.at, self.found = kind, at, found


# --- The tree -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is written out; never below zero, which is a `Minus`."""

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is written out."""

    value: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`${name}`: the answer to an item."""

    name: str


@dataclass(frozen=True, slots=True)
class Own:
    """`.`: the answer that is asked about."""


@dataclass(frozen=True, slots=True)
class Parent:
    """`..`: only in `position(..)`, the number of the repeat one is in."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A bare name: a fact of a choice."""

    name: str


@dataclass(frozen=True, slots=True)
class Minus:
    """`-operand`."""

    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Call:
    """`function(…)`."""

    function: str
    given: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands with operators that bind equally, read from left to right."""

    first: "Tree"
    rest: tuple[tuple[str, "Tree"], ...]


Tree = Number | Text | Answer | Own | Parent | Fact | Minus | Call | Chain

# How closely each operator binds.
BINDS = {
    **dict.fromkeys(("or",), 1),
    **dict.fromkeys(("and",), 2),
    **dict.fromkeys(("=", "!="), 3),
    **dict.fromkeys(("<", "<=", ">", ">="), 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "div", "mod"), 6),
}
CLOSEST = 6


# --- Reading ------------------------------------------------------------------------------------

_NAME = r"[^\W\d][\w\-.]*(?::[^\W\d][\w\-.]*)?"
_WORD = re.compile(
    rf"""\s*(?:
    (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<text>"[^"]*"|'[^']*')
    | \$\{{\s*(?P<answer>{_NAME})\s*\}}
    | (?P<path>(?:(?:\.\./)+|/){_NAME}(?:/{_NAME})*(?!\s*\())
    | (?P<name>{_NAME})
    | (?P<sign>!=|<=|>=|\.\.|[=<>+\-*(),.])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    sort: str
    text: str
    at: int


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while text[at:].strip():
        found = _WORD.match(text, at)
        if not found:
            at += len(text[at:]) - len(text[at:].lstrip())
            letter = text[at]
            if letter in "'\"":
                raise UnreadableExpression(Unreadable.UNCLOSED, at, letter)
            kind = Unreadable.PATH if letter in "[/" else Unreadable.LETTER
            raise UnreadableExpression(kind, at, letter)
        sort = str(found.lastgroup)
        yield _Token(sort, found[sort], found.start(sort))
        at = found.end()


class _Reader:
    """Reads tokens into a tree, an operator's operands by how closely it binds."""

    def __init__(self, text: str) -> None:
        self.tokens = [*_tokens(text), _Token("end", "", len(text))]
        self.place = 0
        self.depth = 0

    @property
    def now(self) -> _Token:
        return self.tokens[self.place]

    def take(self) -> _Token:
        token = self.now
        self.place += 1
        return token

    def is_sign(self, sign: str) -> bool:
        return self.now.sort == "sign" and self.now.text == sign

    def whole(self) -> Tree:
        tree = self.chain(1)
        if self.now.sort != "end":
            raise self.misplaced()
        return tree

    def misplaced(self) -> UnreadableExpression:
        return UnreadableExpression(Unreadable.EXPECTED_END, self.now.at, self.now.text)

    def chain(self, level: int) -> Tree:
        if level > CLOSEST:
            return self.operand()
        first = self.chain(level + 1)
        rest = []
        while self.now.sort in {"sign", "name"} and BINDS.get(self.now.text) == level:
            operator = self.take().text
            rest.append((operator, self.chain(level + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def operand(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadableExpression(Unreadable.TOO_DEEP, self.now.at, str(DEEPEST))
        tree = self.single()
        self.depth -= 1
        return tree

    def single(self) -> Tree:
        token = self.take()
        if token.sort == "number":
            return self.number(token)
        if token.sort == "text":
            return Text(token.text[1:-1])
        if token.sort == "answer":
            return Answer(token.text)
        if token.sort == "path":
            return Answer(token.text.rsplit("/", 1)[-1])
        if token.sort == "name":
            return self.call(token) if self.is_sign("(") else Fact(token.text)
        return self.sign(token)

    def sign(self, token: _Token) -> Tree:
        if token.text == "-":
            return Minus(self.operand())
        if token.text == "(":
            tree = self.chain(1)
            self.close()
            return tree
        if token.text in {".", ".."}:
            return Own() if token.text == "." else Parent()
        self.place -= 1
        before = self.tokens[self.place - 1].text if self.place else ""
        raise UnreadableExpression(Unreadable.EXPECTED, token.at, before or "the beginning")

    def number(self, token: _Token) -> Number:
        value = float(token.text)
        if value == float("inf"):
            raise UnreadableExpression(Unreadable.NUMBER, token.at, token.text[:20] + "…")
        return Number(value)

    def call(self, name: _Token) -> Tree:
        self.take()
        given: list[Tree] = []
        while not self.is_sign(")"):
            if given:
                self.expect(",")
            given.append(self.chain(1))
        self.take()
        return Call(name.text, tuple(given))

    def close(self) -> None:
        self.expect(")")

    def expect(self, sign: str) -> None:
        if self.now.sort == "end":
            last = self.tokens[self.place - 1].text
            raise UnreadableExpression(Unreadable.EXPECTED, self.now.at, last)
        if not self.is_sign(sign):
            raise self.misplaced()
        self.take()


def read(text: str) -> Tree:
    """The tree of an expression.

    :raises UnreadableExpression: it is none, or is longer or deeper than anybody needs
    """
    if len(text) > LONGEST:
        raise UnreadableExpression(Unreadable.TOO_LONG, LONGEST, str(LONGEST))
    return _remembered(text) if len(text) <= SHORT else _Reader(text).whole()


# Forms are read again for every page that is shown; their expressions are the same. What is
# remembered is short and some thousands, so that no form fills the memory.
@lru_cache(maxsize=4_000)
def _remembered(text: str) -> Tree:
    return _Reader(text).whole()


# --- What stands in a tree ----------------------------------------------------------------------


def walk(tree: Tree) -> Iterator[Tree]:
    """The tree and every part of it."""
    yield tree
    parts: tuple[Tree, ...] = ()
    if isinstance(tree, Minus):
        parts = (tree.operand,)
    elif isinstance(tree, Call):
        parts = tree.given
    elif isinstance(tree, Chain):
        parts = (tree.first, *(operand for _, operand in tree.rest))
    for part in parts:
        yield from walk(part)


def names_in(tree: Tree) -> frozenset[str]:
    """The names of the items that the tree asks about."""
    return frozenset(part.name for part in walk(tree) if isinstance(part, Answer))


def facts_in(tree: Tree) -> frozenset[str]:
    """The facts of a choice that the tree asks about."""
    return frozenset(part.name for part in walk(tree) if isinstance(part, Fact))


def calls_in(tree: Tree) -> tuple[Call, ...]:
    """The functions that the tree calls, from the outermost."""
    return tuple(part for part in walk(tree) if isinstance(part, Call))


# --- Writing ------------------------------------------------------------------------------------


def printed(tree: Tree) -> str:
    """The tree as an expression; `read(printed(tree)) == tree` for every tree `read` gives."""
    if isinstance(tree, Chain):
        binds = BINDS[tree.rest[0][0]]
        rest = (f" {operator} {_within(operand, binds)}" for operator, operand in tree.rest)
        return _within(tree.first, binds) + "".join(rest)
    if isinstance(tree, Call):
        return f"{tree.function}({', '.join(map(printed, tree.given))})"
    if isinstance(tree, Minus):
        return "-" + _within(tree.operand, CLOSEST)
    return _single(tree)


def _within(tree: Tree, binds: int) -> str:
    is_looser = isinstance(tree, Chain) and BINDS[tree.rest[0][0]] <= binds
    return f"({printed(tree)})" if is_looser else printed(tree)


def _single(tree: Number | Text | Answer | Own | Parent | Fact) -> str:
    if isinstance(tree, Number):
        return number_text(tree.value)
    if isinstance(tree, Text):
        return f'"{tree.value}"' if "'" in tree.value else f"'{tree.value}'"
    if isinstance(tree, Answer):
        return f"${{{tree.name}}}"
    if isinstance(tree, Fact):
        return tree.name
    return "." if isinstance(tree, Own) else ".."


def number_text(value: float) -> str:
    """A number as XPath writes it: without an exponent, and whole numbers without decimals."""
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")
