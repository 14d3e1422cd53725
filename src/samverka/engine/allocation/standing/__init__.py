"""A solver that stands ready in a process of its own, and how one asks it.

`keeper.keep` waits on a Unix socket and loads nothing; the first caller makes it fork a process
that loads Numba and HiGHS, answers, and ends when nobody has asked for a while (`solver.py`). What
is answered is decided by whoever starts it: a module with `load(facts)`, which gives an object
whose `ask(question)` answers. Both are plain JSON (`wire.py`), never pickled objects. `asking.py`
is the other end: it loads nothing either, and is never kept waiting longer than it says.
"""
