"""The protocol of sync as a machine of rules: nothing that survives anywhere is lost or told twice."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from support.sync_model import SyncMachine

RUNS = settings(
    max_examples=100,
    stateful_step_count=18,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_whatever_befalls_pcs_and_centre_every_fact_that_survives_is_everywhere_once() -> None:
    run_state_machine_as_test(SyncMachine, settings=RUNS)
    assert all(SyncMachine.done[each] for each in ("lost", "unheard", "twice", "forged", "cloned"))
