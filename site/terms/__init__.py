"""Official terms and authentic texts: models, admin, files, matching in texts, checks."""
