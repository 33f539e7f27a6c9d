"""Ways of suggesting by name: our own, and those that installed packages offer."""

from __future__ import annotations

from importlib.metadata import entry_points

from qualcode import suggest
from qualcode.errors import InputError

GROUP = "qualcode.suggesters"
"""The entry point group of suggesters from other packages."""


OURS = frozenset({"rules", "similarity", "blend"})
"""The suggesters of this package: tests hold them to what another's is held to at run time."""


def suggester_named(name: str) -> suggest.Fit:
    """Return a way of suggesting by name: our own, or one that an installed package offers.

    A package offers one under the entry point group ``qualcode.suggesters``. What is not ours
    is checked.

    Raises:
        InputError: none has this name, or it cannot be loaded.
    """
    if name in suggest.SUGGESTERS:
        return suggest.checked(suggest.SUGGESTERS[name], name)
    offered = {found.name: found for found in entry_points(group=GROUP)}
    if name not in offered:
        known = tuple(sorted({*suggest.SUGGESTERS, *offered}))
        raise InputError("runs.suggester", known=known, name=name)
    try:
        fit: suggest.Fit = offered[name].load()
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:200]
        raise InputError("suggester.load", suggester=name, what=what) from error
    return suggest.checked(fit, name)
