"""`python -m riskdesk.cli`."""

from riskdesk.cli import main

main()
