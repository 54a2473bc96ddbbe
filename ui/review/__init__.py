"""The review page: the month from opening it to closing it, a panel under each tab."""
