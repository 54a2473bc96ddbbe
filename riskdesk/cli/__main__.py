"""`python -m riskdesk.cli`."""

from riskdesk.cli import main

if __name__ == "__main__":
    main()
