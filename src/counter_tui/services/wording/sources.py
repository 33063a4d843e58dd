"""The documents rules rest on, by their titles in the language in use."""

from __future__ import annotations

from functools import lru_cache

from counter_tui.i18n import language


def say_source(source: str) -> str:
    """The source as it stands in the data; in English the known titles and remarks in it are said in English.

    What a station wrote itself stays as it is.
    """
    if language() != "en" or source.isascii():
        return source
    said = source
    for zh, en in _english():
        said = said.replace(zh, en)
    return said


@lru_cache(maxsize=1)
def _english() -> tuple[tuple[str, str], ...]:
    """Titles and remarks with their English, the longest first: a short one may stand within a long one."""
    import tomllib

    from counter_tui.services.reference.files import shipped

    known = tomllib.loads(shipped("titles.toml"))
    pairs = {**known["title"], **known["remark"]}
    return tuple(sorted(pairs.items(), key=lambda each: -len(each[0])))
