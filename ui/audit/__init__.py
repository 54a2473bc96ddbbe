"""The audit page and its panels."""
