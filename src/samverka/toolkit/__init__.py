"""Technical parts; no tables and no word of the domain."""
