"""What OpenAPI tells of the centre holds whatever is asked by it, and nothing of it makes an error of ours."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from starlette.types import ASGIApp, Receive, Scope, Send

from counter_centre.centre import Centre
from counter_centre.web.app import make_app
from support.centres import Caller, enrolled

EXAMPLES = 12
GOOD, BAD = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
WITHOUT_PARAMETERS = [("/v1/nonce", "GET"), ("/v1/held", "GET"), ("/healthz", "GET"), ("/metrics", "GET")]
ANY_BYTES = [("/v1/ranges", "PUT")]
WITH_PARAMETERS = [
    ("/v1/enrol", "POST"),
    ("/v1/hello", "POST"),
    ("/v1/obeyed", "POST"),
    ("/v1/feed", "GET"),
    ("/v1/neighbours", "GET"),
    ("/v1/releases/{kind}/after/{number}", "GET"),
    ("/v1/releases/{kind}/{number}/{part}", "GET"),
    ("/v1/streams/{epoch}/facts", "GET"),
    ("/v1/streams/{epoch}/hash", "GET"),
]
OPERATIONS = [*WITHOUT_PARAMETERS, *ANY_BYTES, *WITH_PARAMETERS]
ASKED = [*((*each, GOOD) for each in OPERATIONS), *((*each, BAD) for each in WITH_PARAMETERS)]
"""Where nothing is described that could be wrong, nothing wrong can be asked."""
TAKEN = {"expected-statuses": ["2xx", "400", "401", "403", "404", "409", "429"]}
"""No description can say which bytes are signed, so what fits it may be broken all the same."""


class Answering:
    """The centre's application without its beginning and end, which the fixture sees to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let requests through, and say yes to everything else."""
        if scope["type"] == "http":
            await self._app(scope, receive, send)
            return
        while (await receive())["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})


def schema_of(centre: Centre) -> Any:
    """The described centre, asked in process."""
    config = SchemathesisConfig.from_dict({"checks": {"positive_data_acceptance": TAKEN}})
    with warnings.catch_warnings():
        # The client it asks by is an older one than that library wishes.
        warnings.simplefilter("ignore")
        return schemathesis.openapi.from_asgi("/openapi.json", Answering(make_app(centre)), config=config)


def test_every_address_is_asked_below(centre: Centre) -> None:
    told = schema_of(centre).raw_schema["paths"]
    assert sorted(OPERATIONS) == sorted((path, way.upper()) for path in told for way in told[path])


@pytest.mark.parametrize(("path", "method", "mode"), ASKED)
def test_an_address_answers_as_it_is_described(
    centre: Centre, caller: Caller, path: str, method: str, mode: GenerationMode
) -> None:
    operation = schema_of(centre)[path][method]
    session = caller.welcome(enrolled(centre, caller, "a")).session

    @seed(7)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy(mode), signed_in=st.booleans())
    def asked(case: Any, signed_in: bool) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {session}"} if signed_in else {})

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        asked()
