"""Settings: `dev`, `production` and `test` extend `base`."""
