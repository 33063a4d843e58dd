"""Opening a home's station: its store, its rules, and what its settings say of both."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta, tzinfo
from functools import partial
from typing import TYPE_CHECKING, cast

from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home
from counter_tui.settings import Settings, read_settings

if TYPE_CHECKING:
    from counter_tui.db.ledger import RandomBytes
    from counter_tui.db.store import Store
    from counter_tui.db.tables.station import StationRow
    from counter_tui.domain.calendar import YearExceptions
    from counter_tui.domain.catalogue.models import AreaClass, Profile
    from counter_tui.domain.clock import Clock
    from counter_tui.domain.matter.context import Rules
    from counter_tui.domain.matter.patience import Patience
    from counter_tui.domain.matter.state import Matter
    from counter_tui.services.station import Station


def open_station(
    home: Home,
    clock: Clock | None = None,
    random: RandomBytes | None = None,
    *,
    passphrase: str = "",
    key: bytes = b"",
) -> Station:
    """The home's station with its rules; ``passphrase`` is for a store that is locked by one, ``key`` for who has it.

    Raises RuleBroken for a store that cannot be opened, SettingsBroken for settings that cannot be read.
    """
    from zoneinfo import ZoneInfo

    from counter_tui.db import station as station_rows
    from counter_tui.services.clock import SystemClock
    from counter_tui.services.reference.calendar import load_own_days
    from counter_tui.services.set_up.opening import open_store

    settings = read_settings(home.settings)
    zone = ZoneInfo(settings.timezone)
    clock = clock or SystemClock()
    store = open_store(
        home, clock, _keys_of, random=random, boot_id=boot_id(), passphrase=passphrase, key=key
    )
    with store.reading() as connection:
        row = station_rows.read(connection)
    if row is None:
        store.close()
        raise RuleBroken("station_missing")
    # The station's own days are read at once: a mistake in them has to be said before anybody works by them.
    own_days = load_own_days(home.own_days) if home.own_days.exists() else {}
    rules = partial(_read_rules, store, row, clock, zone, own_days)
    return _station(store, row, clock, zone, settings, rules)


def _station(
    store: Store,
    row: StationRow,
    clock: Clock,
    zone: tzinfo,
    settings: Settings,
    read_rules: Callable[[], Rules],
) -> Station:
    """The station of a store that is open; its rules are read when they are asked for first."""
    from counter_tui.domain.matter.silence import Silence
    from counter_tui.domain.visit.seeing import Seeing
    from counter_tui.services.reference.catalogue import load_ratings
    from counter_tui.services.station import Once, Station

    # The row was written from a checked profile.
    profile = cast("Profile", row.profile)
    return Station(
        code=row.code,
        name=row.name,
        device=row.device_letter,
        demo=bool(row.demo),
        store=store,
        profile=profile,
        zone=zone,
        rules_of=Once(read_rules),
        scale_of=Once(load_ratings),
        clock=clock,
        outage_days=settings.outage_days,
        contact_days=settings.contact_days,
        seeing=Seeing(settings.rating_shown, settings.opening_hours[-1].closes),
        patience=_patience(settings),
        silence=Silence(
            after=timedelta(hours=settings.silent_hours),
            spans=tuple((each.opens, each.closes) for each in settings.opening_hours),
        ),
    )


def _read_rules(
    store: Store, row: StationRow, clock: Clock, zone: tzinfo, own_days: Mapping[int, YearExceptions]
) -> Rules:
    """What is in force today: what the centre gave out, else what ships, with the station's own days laid over it."""
    from counter_tui.domain.matter.context import Rules
    from counter_tui.services.reference.calendar import load_calendar
    from counter_tui.services.reference.catalogue import load_catalogue
    from counter_tui.services.reference.released import catalogue_in_force, with_days_in_force

    today = clock.now().astimezone(zone).date()
    with store.reading() as connection:
        catalogue = catalogue_in_force(connection, today)
        calendar = with_days_in_force(load_calendar(), connection, today)
    return Rules(
        catalogue=catalogue or load_catalogue(),
        calendar=calendar.with_days(own_days),
        # The row was written from a checked profile and area.
        profile=cast("Profile", row.profile),
        area=cast("AreaClass", row.area),
        zone=zone,
    )


def _patience(settings: Settings) -> Patience:
    from counter_tui.domain.matter.patience import Patience

    return Patience(
        hall=timedelta(minutes=settings.take_over_minutes),
        elsewhere=timedelta(hours=settings.take_over_hours_outside),
        report=timedelta(minutes=settings.report_answer_minutes),
    )


def boot_id() -> bytes:
    """What tells this start of the PC from others; random where the system does not say."""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as stream:
            return bytes.fromhex(stream.read().strip().replace("-", ""))
    except (OSError, ValueError):
        return os.urandom(16)


def _keys_of(matter: Matter) -> Iterable[str]:
    from counter_tui.domain.matter.keys import keys_of
    from counter_tui.services.reference.readings import load_readings

    return keys_of(matter, load_readings())
