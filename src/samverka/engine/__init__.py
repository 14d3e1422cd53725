"""HOW WE COMPUTE: plain Python, no Django."""
