"""Pages of material, and of what belongs to a session."""
