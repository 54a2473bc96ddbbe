"""Part A and Part B: what the public sees of a paper, and the proof that it sees no more."""
