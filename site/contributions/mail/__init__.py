"""Mail to participants: subscriptions, digests, notices, and sending in batches."""
