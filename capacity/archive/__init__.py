"""The list that the archive shows: what was asked for, what there is, and how it is drawn."""
