"""The audit working paper."""
