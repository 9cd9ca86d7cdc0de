"""`python -m tieline`: the command line."""

from tieline.cli import main

main()
