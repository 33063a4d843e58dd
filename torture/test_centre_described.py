"""The long form of what OpenAPI tells of the centre: a thousand requests made up for each address."""

from __future__ import annotations

import pytest

from centre import test_centre_described as short
from centre.conftest import caller as caller
from centre.conftest import centre as centre
from centre.conftest import database as database


@pytest.fixture(autouse=True)
def _many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short, "EXAMPLES", 1000)


test_an_address_answers_as_it_is_described = short.test_an_address_answers_as_it_is_described
