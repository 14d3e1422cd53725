"""Whom we measure: each file has prepare(utility, room) → (seconds, solve) and tell(answer)."""
