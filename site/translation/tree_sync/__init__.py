"""The tree keeps one shape in all languages: what follows an original, and what editors see."""
