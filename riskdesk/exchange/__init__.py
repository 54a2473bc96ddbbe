"""Registers in and out: what other people's tables mean, and what ours look like elsewhere."""
