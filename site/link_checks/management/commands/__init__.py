"""Management commands of the link checks."""
