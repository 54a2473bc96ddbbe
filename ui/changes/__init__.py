"""The page that tells what changed, and how the register stood over time."""
