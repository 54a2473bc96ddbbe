"""The audit of scores: rules over a register, what they find, and what officers do about it."""
