"""What a planned change does to a resource instance: the values that differ, told by path."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from tieline.terraform.invention import telltale
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Json, Mark, marked, nearest
from tieline.terraform.provider_schema import Type
from tieline.terraform.redact import HIDDEN
from tieline.terraform.virtual_state import Path

Action = Literal["create", "update", "replace", "delete", "forget", "nothing"]

_ACTIONS: dict[str, Action] = {
    "create": "create",
    "delete": "delete",
    "forget": "forget",
    "no-op": "nothing",
    "update": "update",
}


class Difference(NamedTuple):
    """A value before and after the change; it equals the tuple of both."""

    before: Any
    after: Any


@dataclass(frozen=True)
class ResourceChange:
    """What becomes of one resource instance.

    Attributes:
        address: as it reads inside the module.
        type: the resource's type.
        action: create, update, replace, delete, forget (which leaves it to itself) or nothing.
        changed: of an update or a replacement the values that differ, by path (`tags.owner`). A value is UNKNOWN
            where only an apply would tell, before the change as after it.
        forced_by: the paths that make it a replacement.
    """

    address: str
    type: str
    action: Action
    changed: Mapping[str, Difference] = field(default_factory=dict)
    forced_by: tuple[str, ...] = ()

    def __getitem__(self, path: str) -> Difference:
        """A value before and after the change.

        Raises:
            KeyError: it does not change; the message names the nearest path that does.
        """
        if path not in self.changed:
            raise KeyError(f"{path} of {self.address} does not change{nearest(path, list(self.changed))}")
        return self.changed[path]

    def __str__(self) -> str:
        forced = f" (forced by {', '.join(self.forced_by)})" if self.forced_by else ""
        lines = [f"{self.action} {self.address}{forced}"]
        lines += [f"    {path}: {before!r} -> {after!r}" for path, (before, after) in self.changed.items()]
        return "\n".join(lines)


def _written(path: Path) -> str:
    """A path as a person writes it: `tags.owner`, `rule[0].cidrs`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


class Inventions:
    """What was invented for a state, to be told from what is known.

    Args:
        invented: by address, then by path.
    """

    def __init__(self, invented: Mapping[str, Mapping[Path, Any]]) -> None:
        self._invented = invented
        # A text that was copied to another resource is still an invention there.
        self._texts = frozenset().union(*(telltale(v) for paths in invented.values() for v in paths.values()))

    def marked(self, shown: Any, value: Any, address: str, path: Path = ()) -> Any:
        """`shown`, which is `value` with marks, with the mark UNKNOWN for what was invented too."""
        if value == self._invented.get(address, {}).get(path, ABSENT):
            return UNKNOWN
        if isinstance(shown, Mark):
            return shown
        if isinstance(shown, str) and HIDDEN in shown:
            return SENSITIVE
        if isinstance(value, str):
            return UNKNOWN if any(text in value for text in self._texts) else shown
        if isinstance(shown, dict) and isinstance(value, dict):
            return {k: self.marked(inner, value.get(k), address, (*path, k)) for k, inner in shown.items()}
        if isinstance(shown, list) and isinstance(value, list):
            pairs = enumerate(zip(shown, [*value, *[None] * len(shown)], strict=False))
            return [self.marked(inner, each, address, (*path, index)) for index, (inner, each) in pairs]
        return shown


def read_change(
    change: Json, clean: Json, address: str, *, wanted: Type, inventions: Inventions, arguments: Collection[str]
) -> ResourceChange:
    """A resource's entry in `resource_changes`.

    Args:
        change: the entry, with its sensitive values.
        clean: its `change` without them.
        address: as it reads inside the case's module.
        wanted: the type of the resource.
        inventions: what nobody knows of the state.
        arguments: what the configuration sets: only there it says something that a value is unknown before and after.
    """
    diff = change["change"]
    actions = diff["actions"]
    action: Action = "replace" if len(actions) > 1 else _ACTIONS[actions[0]]
    if action not in {"update", "replace"}:
        return ResourceChange(address, change["type"], action)
    sensitive = clean["before_sensitive"]
    if change["type"] == "terraform_data" and isinstance(sensitive, dict):
        sensitive = sensitive | {"output": sensitive.get("input", False)}  # it is the input, without its marks
    before = inventions.marked(marked(clean["before"], False, sensitive), diff["before"], address)
    after = marked(clean["after"], diff["after_unknown"], clean["after_sensitive"])
    after = inventions.marked(after, diff["after"], address)
    changed = {}
    for path in _changed(wanted, diff["before"], diff["after"], diff["after_unknown"], ()):
        difference = Difference(_at(before, path), _at(after, path))
        if difference != (UNKNOWN, UNKNOWN) or path[0] in arguments:
            changed[_written(path)] = difference
    # AWS's provider keeps a second copy of the tags in tags_all.
    copies = [name for name in changed if name.startswith("tags_all") and name.replace("_all", "", 1) in changed]
    for name in copies:
        del changed[name]
    return ResourceChange(address, change["type"], action, changed, _forced_by(change))


def _forced_by(change: Json) -> tuple[str, ...]:
    paths = tuple(sorted(_written(tuple(path)) for path in change["change"].get("replace_paths", [])))
    triggered = change.get("action_reason") == "replace_by_triggers"
    return paths or (("replace_triggered_by",) if triggered else ())


def _changed(wanted: Type, before: Any, after: Any, unknown: Any, path: Path) -> Iterator[Path]:
    """The paths of what differs; as a whole where the parts of both sides do not answer to each other."""
    if unknown is True:
        yield path
        return
    if _same(before, after) and not _any(unknown):
        return
    # Inside a dynamic value everything is dynamic.
    kind, inner = wanted if isinstance(wanted, list) else ("map", wanted)
    if kind in {"object", "map"} and isinstance(before, dict) and isinstance(after, dict):
        marks = unknown or {}
        for name in sorted(before.keys() | after.keys() | marks.keys()):
            each = inner[name] if kind == "object" else inner
            yield from _changed(each, before.get(name), after.get(name), marks.get(name, False), (*path, name))
    elif kind == "list" and _is_object(inner) and _as_long(before, after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            mark = unknown[index] if isinstance(unknown, list) and index < len(unknown) else False
            yield from _changed(inner, old, new, mark, (*path, index))
    else:
        yield path


def _same(one: Any, other: Any) -> bool:
    """To Python 1 is True; here it is not."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _any(marks: Any) -> bool:
    if isinstance(marks, dict | list):
        return any(_any(mark) for mark in (marks.values() if isinstance(marks, dict) else marks))
    return marks is True


def _is_object(wanted: Type) -> bool:
    return isinstance(wanted, list) and wanted[0] == "object"


def _as_long(before: Any, after: Any) -> bool:
    return isinstance(before, list) and isinstance(after, list) and len(before) == len(after)


def _at(value: Any, path: Path) -> Any:
    """What stands at a path; a mark stands for all that is in it."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step, ABSENT)
        elif isinstance(value, list):
            value = value[step] if isinstance(step, int) and step < len(value) else ABSENT
        else:
            return value
    return value
