"""Cache headers, caches per request and per content generation, and the Redis client."""
