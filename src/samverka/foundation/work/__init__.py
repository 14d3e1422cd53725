"""Long work: progress, heartbeat, timetable."""
