"""`python -m inferlint` is `inferlint`."""

from inferlint.cli import main

main()
