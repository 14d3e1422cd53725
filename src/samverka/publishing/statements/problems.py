"""Why something cannot be done with a statement."""


class StatementProblem(Exception):
    """What was asked cannot be done; the message says why and what one can do."""
