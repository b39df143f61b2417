"""Lists the prompts with their translations and uses."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.ports.flows import Use, uses
from app.voice.models import Prompt
from app.voice.service.prompts import list_prompts


@dataclass(frozen=True)
class InFlow:
    """Describes a flow that plays a prompt. *is_published*: calls reach one of the blocks now."""

    flow_id: int
    flow: str
    blocks: list[Use]

    @property
    def is_published(self) -> bool:
        """Return whether calls reach one of the blocks now."""
        return any(block.is_published for block in self.blocks)


@dataclass(frozen=True)
class Listed:
    """Describes a prompt in the list."""

    prompt: Prompt
    translations: list[Prompt] = field(default_factory=list)
    flows: list[InFlow] = field(default_factory=list)

    @property
    def all_languages(self) -> list[Prompt]:
        """Return the prompt and its translations."""
        return [self.prompt, *self.translations]


def listed(search: str = "") -> list[Listed]:
    """Return the prompts whose name or text, in any language, contains *search*."""
    flows, found = flows_by_prompt(), list_prompts()
    translations: dict[str, list[Prompt]] = defaultdict(list)
    for prompt in found:
        if prompt.is_translation:
            translations[prompt.of_name].append(prompt)
    rows = [Listed(each, translations[each.name], flows[each.name]) for each in found if not each.is_translation]
    return [row for row in rows if _has(row, search.casefold().strip())]


def flows_by_prompt() -> dict[str, list[InFlow]]:
    """Return the flows that play each prompt, by its name; [] for any other name."""
    found: dict[str, list[Use]] = defaultdict(list)
    for use in uses():
        if use.kind == "prompt":
            found[use.name].append(use)
    return defaultdict(list, {name: _by_flow(each) for name, each in found.items()})


def _by_flow(used: Iterable[Use]) -> list[InFlow]:
    flows: dict[int, InFlow] = {}
    for use in used:
        flows.setdefault(use.flow_id, InFlow(use.flow_id, use.flow, [])).blocks.append(use)
    return sorted(flows.values(), key=lambda each: (not each.is_published, each.flow, each.flow_id))


def _has(row: Listed, search: str) -> bool:
    return not search or any(search in f"{each.label}\n{each.text}".casefold() for each in row.all_languages)
