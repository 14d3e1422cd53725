"""WORK THAT CROSSES MODULES: verbs, their writes in one transaction."""
