"""Pages of working time: one's own months, and those of a programme's staff."""
