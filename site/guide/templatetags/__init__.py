"""Template tags of the editor's guide."""
