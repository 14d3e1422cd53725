"""Activities: sessions, registration, attendance, hours."""
