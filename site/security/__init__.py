"""Security headers, sign-in with a second factor, and upload validation."""
