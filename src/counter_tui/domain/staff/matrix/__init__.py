"""Who may do what, in full: what every service method, every shell command and every key needs.

``roles.ALLOWED`` says which role may do which action; here stands which action each way into the station needs: in
``methods`` those of the services, in ``shell`` the commands, in ``screens`` the screens and their keys. Tests walk
through all methods, commands and keys there are, and fail for one that is missing here or behaves differently.
"""

from __future__ import annotations

from typing import Literal

from counter_tui.domain.role import Role
from counter_tui.domain.staff.roles import Action, may

Need = Action | Literal["nobody", "anybody"]
"""An action; or ``nobody`` where nobody need be signed in, ``anybody`` where everybody who is may."""


def role_may(role: Role, need: Need) -> bool:
    """Whether somebody of this role has what is needed."""
    return need == "nobody" or need == "anybody" or may(role, need)


def same(need: Need, area: str, names: str) -> dict[str, Need]:
    """One need for several names of an area, which are given with spaces between them."""
    return {f"{area}.{name}": need for name in names.split()}
