"""Run `python -m glasscase`."""

from glasscase.cli import main

main(prog_name="glasscase")
