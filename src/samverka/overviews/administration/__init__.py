"""Users, roles and the trail, for the administrator."""
