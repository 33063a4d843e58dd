"""Where everything is put together: settings, store, services, and the app on top of them."""

from counter_tui.bootstrap.opening import boot_id, open_station
from counter_tui.bootstrap.running import make_app, run_app
from counter_tui.bootstrap.services import Services, open_services, services_of

__all__ = ["Services", "boot_id", "make_app", "open_services", "open_station", "run_app", "services_of"]
