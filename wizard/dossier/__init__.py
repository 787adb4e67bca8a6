"""The documents handed over: content as plain values, and the files made of it."""
