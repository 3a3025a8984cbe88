"""Page types of online conferences, and their schedules, extensions, outcomes and feeds."""
