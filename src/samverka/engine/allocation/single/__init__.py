"""Single cases: one person, one place. Exact, with a certificate."""
