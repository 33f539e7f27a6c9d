"""What every part of a project shares: the store, and one look at it with the study's frame."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast, overload

from qualcode.store import work
from qualcode.store.read import Stepped, dirty

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterator

    from qualcode.i18n import Language
    from qualcode.store import Connection, Look, Store
    from qualcode.store.cache import Key
    from qualcode.store.log.stamps import Stamp
    from qualcode.study import Study

T = TypeVar("T")
P = TypeVar("P", bound="Part")

_MAKING = threading.RLock()


class Whole:
    """What a part may ask of the whole that it belongs to: the file, settings, other parts."""

    def __init__(self, store: Store) -> None:
        """Serve an open store."""
        self.store = store
        self.kept = store.kept

    @property
    def language(self) -> Language:
        """The language of the project's tables."""
        return "en" if self.setting("language") == "en" else "zh"

    def setting(self, name: str) -> Any:
        """Return a setting of the project, ``None`` where it was never set."""
        with self.store.reading() as connection:
            return self.store.study(connection).settings.get(name)

    def set(self, name: str, value: Any) -> None:
        """Keep a setting of the project."""
        with self.store.acting("project.set") as act:
            key = work.setting_id(act.connection, name)
            if key is None:
                act.insert("setting", name=name, value=value)
            else:
                act.update("setting", key, value=value)

    def part(self, kind: type[P]) -> P:
        """Return the one part of a kind."""
        for name, it in vars(type(self)).items():
            if isinstance(it, PartOf) and it.is_of(kind):
                return cast("P", getattr(self, name))
        raise LookupError(kind.__name__)


class Part:
    """A part of a project; its verbs are a user's actions."""

    def __init__(self, project: Whole) -> None:
        """Belong to ``project``."""
        self.project = project

    @property
    def store(self) -> Store:
        """The project's file."""
        return self.project.store

    @contextmanager
    def looking(self) -> Iterator[tuple[Connection, Study]]:
        """Give a connection on one consistent state of the file, and the study's frame there."""
        with self.store.reading() as connection:
            yield connection, self.store.study(connection)

    @contextmanager
    def look(self) -> Iterator[Look]:
        """Give the study's frame and its texts on one consistent state of the file."""
        with self.store.reading() as connection:
            yield self.store.look(connection)

    def keep(self, asked: Key, make: Callable[[], T]) -> T:
        """Return what follows from all that the file says, made once until something happens.

        ``asked`` says what for; ``make`` looks at the file itself, as often as it must, so what it
        makes is not kept where something has happened meanwhile.
        """
        stamp = self._settled()
        if stamp is None:
            return make()
        return self.project.kept.get((*asked, stamp), make, still=lambda: self._settled() == stamp)

    def _settled(self) -> Stamp | None:
        """Return the newest event, ``None`` within an act that has changed something."""
        with self.look() as look:
            return None if look.dirty else look.stamp

    def stepped(
        self,
        connection: Connection,
        what: Hashable,
        tables: Collection[str],
        make: Callable[[Connection], T],
    ) -> T:
        """Return what is made of some tables alone, the same value until an event changes them.

        ``what`` says everything else that it depends on. Within an act that has changed something
        it is made anew: that may not come to pass.
        """
        if dirty(connection):
            return make(connection)
        kept = self.project.kept.get(("stepped", what), lambda: Stepped(tables, make))
        return kept.of(connection, self.store.replica)


class PartOf(Generic[T]):
    """A part of a project, which is made, and its module loaded, where it is first asked for.

    Several threads may ask; all get the same one.
    """

    def __init__(self, module: str, name: str) -> None:
        """Name the module of ``qualcode.project`` and the part in it."""
        self._module, self._name = module, name

    def __set_name__(self, owner: type, name: str) -> None:
        """Note under which name a project has the part."""
        self._attribute = name

    @overload
    def __get__(self, project: None, owner: type) -> Self: ...
    @overload
    def __get__(self, project: Whole, owner: type) -> T: ...

    def __get__(self, project: Whole | None, owner: type) -> Self | T:
        """Return the part of a project; from then on the project itself has it."""
        if project is None:
            return self
        kind = self.kind()
        with _MAKING:
            if self._attribute not in vars(project):
                vars(project)[self._attribute] = kind(project)
            return cast("T", vars(project)[self._attribute])

    def is_of(self, kind: type) -> bool:
        """Return whether the part is of this class; nothing is loaded to say so."""
        there = (f"qualcode.project.{self._module}", self._name)
        return there == (kind.__module__, kind.__name__)

    def kind(self) -> Any:
        """Return the class of the part."""
        return getattr(import_module(f"qualcode.project.{self._module}"), self._name)
