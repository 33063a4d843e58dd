"""Running the package: ``python -m counter_tui``."""

import sys

from counter_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
