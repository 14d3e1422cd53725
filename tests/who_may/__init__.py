"""Who may do what: every address × every role, one file a module.

Each file has `ROWS`, a table as text: method, address, and what each of the cast is answered
(a status, or `login` for being sent to sign in). A path or a form that needs something has a
function for it, which takes the cast and makes what is asked for:

    ARGUMENTS = {"activities:detail": lambda cast: {"key": activity(cast).public_key}}
    DATA = {"activities:create": lambda cast: {"title": "…"}}

Without data a form is sent empty, which is enough to see who may send it.
"""
