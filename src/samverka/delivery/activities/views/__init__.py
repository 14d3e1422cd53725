"""Pages: activities, places at them, and the attendance sheet."""
