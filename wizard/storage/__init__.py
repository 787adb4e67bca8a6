"""Plan files: opened strictly, migrated, saved so that nothing is ever torn or lost."""
