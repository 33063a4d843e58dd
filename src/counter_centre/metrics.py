"""What the centre counts for those who watch it. Labels are routes, codes and places: nobody's data."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The counts of one server process, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self.requests = Counter(
            "counter_centre_requests", "Requests answered.", ["route", "status"], registry=registry
        )
        self.seconds = Histogram(
            "counter_centre_request_seconds", "Time to answer, body read.", ["route"], registry=registry
        )
        self.ranges = Counter(
            "counter_centre_ranges", "Ranges by what became of them.", ["place"], registry=registry
        )
        self.facts = Counter("counter_centre_facts", "New facts taken in.", registry=registry)
        self.parked = Counter("counter_centre_parked_facts", "Facts not understood here.", registry=registry)
        self.enrolments = Counter(
            "counter_centre_enrolments", "Enrolments by outcome.", ["outcome"], registry=registry
        )
        self.hellos = Counter("counter_centre_hellos", "Hellos by outcome.", ["outcome"], registry=registry)
        self.strange = Counter(
            "counter_centre_strange_devices", "Hellos from another machine than enrolled.", registry=registry
        )

    def text(self) -> bytes:
        """All counts in the text format of Prometheus."""
        return generate_latest(self._registry)
