"""What answers a message is looked up once for each kind of widget and message, not at every message.

Textual walks through all bases of a widget for each message, and of the hundreds that an opened form sends itself
hardly any has somebody who answers. It also reads the signature of each callback that waits with its arguments. Both
are settled when a class is made, so both are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from types import FunctionType, MethodType
from typing import Any, NamedTuple, cast

from textual import _callback
from textual._on import OnNoWidget
from textual.css.match import match
from textual.css.model import SelectorSet
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

Handler = Callable[..., Any]
Selectors = Mapping[str, tuple[SelectorSet, ...]]


class Answering(NamedTuple):
    """What one class has to answer with: handlers that may ask for senders, and the one of the message's name."""

    kind: type
    chosen: tuple[tuple[Handler, Selectors], ...]
    named: Handler | None


def keep_handlers() -> None:
    """From now on every widget of this process finds its handlers so."""
    cast(Any, MessagePump)._get_dispatch_methods = handlers_of
    cast(Any, _callback).count_parameters = parameters_of


def handlers_of(pump: MessagePump, name: str, message: Message) -> Iterable[tuple[type, Handler]]:
    """The handlers of a message and of its name: a class's own first, then those of its bases, as Textual has them."""
    sent: type = type(message)
    found = _found(type(pump), name, sent)
    return _called_for(found, pump, message) if found else ()


@cache
def _found(kind: type, name: str, sent: type) -> tuple[Answering, ...]:
    return tuple(each for base in kind.__mro__ if (each := _of_class(base, name, sent)) is not None)


def _of_class(base: type, name: str, sent: type) -> Answering | None:
    known = base.__dict__.get("_decorated_handlers") or {}
    chosen = tuple(each for message in sent.__mro__ for each in known.get(message, ()))
    named = base.__dict__.get(f"_{name}") or base.__dict__.get(name)
    if getattr(named, "_textual_on", None):
        named = None
    return Answering(base, chosen, named) if chosen or named is not None else None


def _called_for(
    found: tuple[Answering, ...], pump: MessagePump, message: Message
) -> Iterator[tuple[type, Handler]]:
    """Asked one after the other: a handler may say that those of the bases are not wanted."""
    given: set[Handler] = set()
    for kind, chosen, named in found:
        if message._no_default_action:
            return
        for method, selectors in chosen:
            if method not in given and (not selectors or _is_from(message, selectors)):
                given.add(method)
                yield kind, method.__get__(pump, kind)
        if named is not None:
            yield kind, named.__get__(pump, kind)


def _is_from(message: Message, selectors: Selectors) -> bool:
    """Whether the message comes from whom the handler asks for."""
    if not message._sender:
        return False
    for attribute, selector in selectors.items():
        node = getattr(message, attribute)
        if node is None:
            return False
        if not isinstance(node, Widget):
            raise OnNoWidget(f"{attribute!r} of {message!r} is no widget")
        if not match(selector, node):
            return False
    return True


_counted = _callback.count_parameters


def parameters_of(callback: Handler) -> int:
    """How many arguments a callback takes beside those that wait with it."""
    if isinstance(callback, partial) and isinstance(callback.func, FunctionType | MethodType):
        return _counted(callback.func) - len(callback.args) - len(callback.keywords)
    return _counted(callback)
