"""How wide the property tests look when time does not press: other cases each time, and no clock in the verdict."""

from __future__ import annotations

from hypothesis import Phase, settings

settings.register_profile("wide", max_examples=1_000, deadline=None, print_blob=True)
# Of a mutant it is enough to know that it is noticed: few cases, the same each time, and the first that fails ends it.
settings.register_profile(
    "mutants",
    derandomize=True,
    database=None,
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
)
