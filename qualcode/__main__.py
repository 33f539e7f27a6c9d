"""Run ``python -m qualcode`` as the command ``qualcode``."""

from qualcode.cli import main

main()
