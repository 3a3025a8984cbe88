"""Limits how long a reader's request waits for mail, cache, database, bucket and name servers."""
