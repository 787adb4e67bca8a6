"""A vendor edition as data: its schema, its strict loader, and where editions are found."""
