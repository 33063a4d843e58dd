"""Many small cases of one sentence in one test: as parameters each would cost more to hand out than to try."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest


def every(names: str, cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Try the test with every case, and tell each that fails with its own reason.

    ``names`` are those of the arguments that a case stands for, as for ``parametrize``. Fixtures are made once for all
    cases: what a case changes has to be put back by it. Without any case the test fails.
    """
    wanted = [each.strip() for each in names.split(",")]
    given = [_values(each, len(wanted)) for each in cases]

    def over(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def tried(**fixtures: Any) -> None:
            assert given, f"no case of {names}"
            failures = []
            for case in given:
                values = dict(zip(wanted, case, strict=True))
                try:
                    test(**fixtures, **values)
                except (AssertionError, pytest.fail.Exception) as failed:
                    failures.append(f"{values}: {failed}")
                except Exception as failed:
                    failed.add_note(f"with {values}")
                    raise
            assert not failures, f"{len(failures)} of {len(given)} cases\n" + "\n".join(failures)

        known = inspect.signature(test)
        left = [each for name, each in known.parameters.items() if name not in wanted]
        # What is left are fixtures, or what a second list of cases stands for.
        tried.__signature__ = known.replace(parameters=left)  # type: ignore[attr-defined]
        del tried.__wrapped__
        return tried

    return over


def _values(case: Any, names: int) -> tuple[Any, ...]:
    if isinstance(case, type(pytest.param())):
        assert not case.marks, "what is expected of one case alone is a test of its own"
        return tuple(case.values)
    return (case,) if names == 1 else tuple(case)
