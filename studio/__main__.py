"""`python -m studio` is the command `bluepencil`."""

from studio.cli import main

main()
