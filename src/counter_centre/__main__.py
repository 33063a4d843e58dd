"""``python -m counter_centre`` is the command ``counter-centre``."""

from counter_centre.cli.main import main

raise SystemExit(main())
