"""What a model said, out of whatever envelope it came in. Pure."""

# Tested in tests/core/llm/test_envelope.py.

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.llm.endings import Finish, NoAnswer
from core.llm.error_bodies import TOLD, words_of
from core.llm.usage import UNSAID, TokenCounts


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said.

    `texts` may hold the answer, the likeliest first; `thought` says that it also thought, `cut`
    that the response itself breaks off. `lost` is why its end never came, though it was not the
    model that stopped: "connection", or the endpoint's words; "" where nothing is lost.
    """

    texts: tuple[str, ...]
    finish: Finish = Finish.STOP
    usage: TokenCounts = UNSAID
    thought: bool = False
    cut: bool = False
    lost: str = ""

    def lost_at_its_end(self, why: str = "connection") -> Reply:
        """A copy that says that its end never came. What came before may be whole."""
        return replace(self, finish=Finish.LENGTH, cut=True, lost=why)

    @property
    def thinking(self) -> bool:
        """Whether tokens went into thoughts, which is supposed of an empty answer."""
        if self.cut:
            return False
        if self.thought or not self.texts:
            return True
        return "<think" in self.texts[0][:200].casefold()


def broken_by(trouble: NoAnswer | None, reply: Reply) -> Reply:
    """The reply, broken off where there is trouble."""
    if trouble is None:
        return reply
    status = str(trouble.status or "")
    words = words_of(trouble.error, codes=False)[:TOLD]
    return reply.lost_at_its_end(f"{status} {words}".strip() or "connection")


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, each once."""
    said = [text for text in texts if text.strip()]
    return tuple(dict.fromkeys(said))
