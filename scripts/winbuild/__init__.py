"""The Windows program: built, packed and tried out on Linux, through Wine."""
