"""What goes out and comes in: sticks, the centre, keys, exports, imports."""

from __future__ import annotations

from functools import partial

from support.bundles import stick_in
from support.roles.ready import plain, without_ratings
from support.roles.trying import Calls, Ready, Trying
from support.stations import WANG

JOIN = "杨柳 river 2211 lantern"


def _with_join_file(t: Trying) -> Ready:
    file = t.folder / "join"
    t.services.station_keys.share(WANG, JOIN, file)
    return lambda: t.services.station_keys.take(t.actor, JOIN, file)


CALLS: Calls = {
    "bundles.status": plain(lambda t: t.services.bundles.status(t.actor)),
    **{
        f"bundles.{name}": plain(
            partial(lambda name, t: getattr(t.services.bundles, name)(t.actor, stick_in(t.folder)), name)
        )
        for name in ("export", "plan", "take_back")
    },
    "station_keys.share": plain(
        lambda t: t.services.station_keys.share(t.actor, JOIN, t.folder / f"shared-{t.actor.role}")
    ),
    "sync.enrol": without_ratings(
        "centre_not_heard",
        lambda t: t.services.sync.enrol(t.actor, "http://127.0.0.1:1", "ABCDEFGHJK", "", lambda _name: True),
    ),
    "hubs.join": plain(lambda t: t.services.hubs.join(t.actor, "https://192.0.2.1:8640", "0123456789abcdef")),
    "hubs.leave": plain(lambda t: t.services.hubs.leave(t.actor)),
    "station_keys.renew": plain(lambda t: t.services.station_keys.renew(t.actor)),
    "station_keys.take": _with_join_file,
    "exports.matters": plain(lambda t: list(t.services.exports.matters(t.actor))),
    "exports.export": plain(lambda t: list(t.services.exports.export(t.actor, "ratings", "csv").records)),
    "customers.import_file": plain(lambda t: t.services.customers.import_file(t.actor, t.file())),
    "customers.import_data": plain(
        lambda t: t.services.customers.import_data(t.actor, t.file().read_bytes())
    ),
    "customers.renew_index": plain(lambda t: t.services.customers.renew_index(t.actor)),
    "paper_days.import_file": plain(lambda t: t.services.paper_days.import_file(t.actor, t.slips())),
    "paper_days.import_data": plain(
        lambda t: t.services.paper_days.import_data(t.actor, t.slips().read_bytes())
    ),
}
