"""A meeting on the screen: one risk at a time in agenda order, and what is decided about it."""
