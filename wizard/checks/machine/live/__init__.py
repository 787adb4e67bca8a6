"""This machine, read by the calls of its system. Nothing here writes, and nothing leaves the machine."""
