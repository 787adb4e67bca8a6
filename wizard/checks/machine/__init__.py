"""What the machine itself tells, read without writing anything and without administrator rights."""
