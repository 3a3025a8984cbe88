"""Page cache for anonymous readers, invalidated by every change of content."""
