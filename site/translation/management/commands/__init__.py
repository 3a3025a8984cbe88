"""Management commands of the translation workflow."""
