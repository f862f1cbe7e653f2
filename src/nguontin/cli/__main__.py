"""`python -m nguontin.cli COMMAND ARGS`: find the command and give it the rest of the line."""

from __future__ import annotations

import sys

from nguontin.cli.dispatch import main

sys.exit(main(sys.argv[1:]))
