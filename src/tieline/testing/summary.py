"""A plan as a readable YAML file: what a snapshot holds, and how marks and words survive the way there and back."""

from __future__ import annotations

from collections import Counter
from typing import Any

import yaml

from tieline.errors import InvalidInput
from tieline.terraform.plan import ABSENT, UNKNOWN, Mark, Plan

SECTIONS = ("counts", "resources", "outputs")
_TAGS = {f"!{mark.value}": mark for mark in Mark}


def counts(plan: Plan) -> dict[str, int]:
    """How many managed instances are planned, in all and of each type."""
    types = Counter(resource.type for resource in plan.managed())
    return {"total": types.total(), **dict(sorted(types.items()))}


def summarise(plan: Plan) -> dict[str, Any]:
    """What is worth reading of a plan: all that is set or will be, and not what only says the same again."""
    resources = {}
    for address, resource in sorted(plan.resources.items()):
        values = {name: _present(value) for name, value in sorted(resource.values.items()) if value is not ABSENT}
        if _says_nothing_new(values.get("tags_all"), values.get("tags", {})):
            del values["tags_all"]
        resources[address] = values
    outputs = {name: _present(value) for name, value in sorted(plan.outputs.items())}
    return {"counts": counts(plan), "resources": resources, "outputs": outputs}


def _says_nothing_new(all_tags: Any, tags: Any) -> bool:
    return all_tags is not None and (all_tags == tags or (all_tags is UNKNOWN and not tags))


def _present(value: Any) -> Any:
    """The value without absent attributes, and in an order of its own."""
    if isinstance(value, dict):
        return {key: _present(inner) for key, inner in sorted(value.items()) if inner is not ABSENT}
    return [_present(inner) for inner in value] if isinstance(value, list) else value


def write(summary: dict[str, Any], heading: str) -> str:
    """The text of a file that holds a summary."""
    body = yaml.dump(summary, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    return "".join(f"# {line}\n" for line in heading.splitlines()) + body


def read(data: bytes, file: str) -> dict[str, Any]:
    """The summary in a file's content; any of its sections may be missing.

    Raises:
        InvalidInput: it is no YAML, or not of that form.
    """
    try:
        summary = yaml.load(data, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        raise InvalidInput(f"{place}: this is no snapshot: {error.problem}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise InvalidInput(f"{file}: this is no snapshot: {' '.join(str(error).split())}") from None
    if not isinstance(summary, dict):
        raise InvalidInput(f"{file}: this is no snapshot: it has none of the keys {', '.join(SECTIONS)}")
    for section, values in summary.items():
        if section not in SECTIONS:
            raise InvalidInput(f"{file}: {section} is no key of a snapshot; there are {', '.join(SECTIONS)}")
        if not isinstance(values, dict):
            raise InvalidInput(f"{file}: {section} holds no keys; delete the line if it shall not matter")
    return summary


class _Dumper(yaml.SafeDumper):
    """Marks as bare tags, texts of several lines as blocks, nothing as an alias."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        return super().increase_indent(flow, False)

    def choose_scalar_style(self) -> Any:
        tag = getattr(self.event, "tag", None)
        return "" if tag in _TAGS else super().choose_scalar_style()  # which would make it `!unknown ''`


class _Loader(yaml.SafeLoader):
    """What the dumper writes."""


def _represent_mark(dumper: yaml.SafeDumper, mark: Mark) -> yaml.Node:
    return dumper.represent_scalar(f"!{mark.value}", "")


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _construct_mark(_loader: yaml.SafeLoader, node: yaml.Node) -> Mark:
    if node.value:
        problem = f"{node.tag} stands alone, with nothing behind it"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
    return _TAGS[node.tag]


_Dumper.add_representer(Mark, _represent_mark)
_Dumper.add_representer(str, _represent_text)
for _tag in _TAGS:
    _Loader.add_constructor(_tag, _construct_mark)
