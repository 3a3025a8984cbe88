"""Base page, blocks, routing, navigation and seeding: what every other app builds on."""
