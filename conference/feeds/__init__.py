"""Other forms of a conference: its calendar and its feed."""
