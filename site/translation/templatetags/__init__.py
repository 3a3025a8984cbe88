"""Template tags of the translation workflow."""
