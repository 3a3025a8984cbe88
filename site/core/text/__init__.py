"""Text: sanitizing, folding, stemming, collation, rich text as segments."""
