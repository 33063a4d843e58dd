"""What OpenAPI tells of the centre, made of the messages themselves: there is no second definition of them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from msgspec import Struct
from msgspec.json import schema_components

from counter_tui.wire import messages
from counter_tui.wire.envelope import Signed
from counter_tui.wire.releases import Releases

_REF = "#/components/schemas/{name}"
_BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"

WORDS = {
    400: "The bytes are no such message, or its facts do not hang together.",
    401: "The session is over, the nonce serves no more, or the signature does not stand: say hello again.",
    403: "Nobody let this device in, it was revoked, or the code is none: keep everything, and tell the clerk.",
    404: "There is nothing like that here.",
    408: "The body came too slowly.",
    409: "The range does not go on where its stream ends here.",
    413: "The body is too large.",
    422: "A parameter is missing, is none, or is not described here.",
    429: "Too many wrong codes a moment ago.",
    500: "An error of the program.",
    503: "The database is busy or away: ask again later.",
}


class Health(Struct, frozen=True):
    """Whether the centre can answer."""

    status: str


def answer(shape: type[Struct] | str, description: str) -> dict[str, Any]:
    """An answer that is this message in JSON, or bytes of this media type."""
    if isinstance(shape, str):
        content: dict[str, Any] = {shape: {"schema": {"type": "string", "format": "binary"}}}
        if shape.startswith("text/"):
            content = {shape: {"schema": {"type": "string"}}}
        return {"description": description, "content": content}
    return {"description": description, "content": {"application/json": {"schema": _ref(shape)}}}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers with a problem that an operation may give, beside those every one may."""
    return {
        status: answer(messages.Problem, WORDS[status]) for status in sorted({*statuses, 408, 413, 500, 503})
    }


def taken(shape: type[Struct] | str) -> dict[str, Any]:
    """What an operation takes: this message in JSON, or bytes of this media type."""
    if isinstance(shape, str):
        content: dict[str, Any] = {shape: {"schema": {"type": "string", "format": "binary"}}}
    else:
        content = {"application/json": {"schema": _ref(shape)}}
    return {"requestBody": {"required": True, "content": content}}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the application."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        parts = document.setdefault("components", {})
        parts["schemas"] = _components()
        app.openapi_schema = document
    return app.openapi_schema


def _ref(shape: type[Struct]) -> dict[str, str]:
    return {"$ref": _REF.format(name=shape.__name__)}


def _components() -> dict[str, Any]:
    known = [*vars(messages).values(), Releases]
    shapes = [each for each in known if isinstance(each, type) and issubclass(each, Struct)]
    _, components = schema_components([*dict.fromkeys([*shapes, Signed, Health])], ref_template=_REF)
    for component in components.values():
        _tell_more(component)
    return components


def _tell_more(schema: Any) -> None:
    """Say what the reader demands beyond what the shapes tell: bytes are base64."""
    if isinstance(schema, list):
        for each in schema:
            _tell_more(each)
    if isinstance(schema, dict):
        if schema.get("contentEncoding") == "base64":
            schema["pattern"] = _BASE64
        for each in list(schema.values()):
            _tell_more(each)
