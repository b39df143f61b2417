"""Changes the language of prompts."""

from dataclasses import dataclass

from designer.runtime.call import Call
from designer.runtime.directory import Directory
from designer.runtime.op import Arrivals, Instant, Uses


@dataclass(frozen=True)
class Language(Instant):
    """From now on, play prompts in *language* where there is such a version."""

    language: str

    def begin(self, call: Call) -> None:
        call.state["language"] = self.language
        call.finish("next")

    def uses(self) -> Uses:
        return Uses()

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals()

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()
