"""Cites sources twice: in Teams' own form, behind a number, and in words on the card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.platforms.teams.markdown import card_text, clean, message_text
from handlers.conversation.reply import Block, Citation, Citations, Paragraph, Reply

Element = dict[str, Any]

#: Teams answers 400 to more citations than that, or to longer parts of one.
MOST = 20
LONGEST_NAME = 80
LONGEST_ABSTRACT = 160
LONGEST_LINK = 2_000
#: Longer words are drawn, and if need be split, with the card.
LONGEST_TEXT = 8_000
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Lead:
    """The words at the beginning of a reply that have sources: Teams shows citations only in
    a message's own text, so these stand there and not on the card."""

    title: str
    blocks: tuple[Block, ...] = ()

    @classmethod
    def of(cls, reply: Reply) -> Lead:
        count = 0
        while count < len(reply.blocks) and isinstance(reply.blocks[count], Paragraph | Citations):
            count += 1
        lead = cls(reply.title, reply.blocks[:count])
        return lead if lead.citations and len(lead.text) <= LONGEST_TEXT else cls(reply.title)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(each for block in self.blocks for each in _cited(block))

    @property
    def text(self) -> str:
        """The words, each group followed by the numbers of the sources that prove it."""
        texts, count = [f"**{message_text(self.title)}**"], 0
        for block in self.blocks:
            if isinstance(block, Paragraph):
                texts.append(message_text(block.text))
            numbers = range(count + 1, count + 1 + len(_cited(block)))
            count += len(numbers)
            texts[-1] += " ".join(["", *(f"[{n}]" for n in numbers if n <= MOST)])
        return "\n\n".join(texts)

    @property
    def entity(self) -> Element:
        """What Teams shows behind `[1]`."""
        claims = [_claim(number, each) for number, each in enumerate(self.citations[:MOST], 1)]
        return {
            "type": "https://schema.org/Message",
            "@type": "Message",
            "@context": "https://schema.org",
            "@id": "",
            "citation": claims,
        }


def sources(citations: Sequence[Citation], first: int) -> list[Element]:
    """The same for eyes: what is quoted, and where it stands."""
    drawn = [_source(number, each) for number, each in enumerate(citations, first)]
    return [line for source in drawn for line in source]


def _cited(block: Block) -> tuple[Citation, ...]:
    return block.citations if isinstance(block, Citations) else ()


def _claim(number: int, citation: Citation) -> Element:
    appearance = {
        "@type": "DigitalDocument",
        "name": _cut(_where(citation), LONGEST_NAME),
        "abstract": _cut(citation.quote, LONGEST_ABSTRACT),
    }
    if _is_link(citation.link):
        appearance["url"] = citation.link
    return {"@type": "Claim", "position": number, "appearance": appearance}


def _source(number: int, citation: Citation) -> list[Element]:
    where = card_text(_where(citation))
    if _is_link(citation.link):
        where = f"[{where}]({_address(citation.link)})"
    named = _line(rf"{number}\. {where}", weight="Bolder", spacing="Small")
    quoted = _line(f"“{card_text(citation.quote)}”", isSubtle=True, spacing="None")
    return [named, quoted]


def _where(citation: Citation) -> str:
    """Pro datasheet v4 › Limits › page 2."""
    named = citation.document
    if citation.version and citation.version not in citation.document:
        named = f"{named} ({citation.version})"
    return clean(" › ".join(filter(None, [named, citation.heading, citation.page])))


def _line(text: str, **look: Any) -> Element:
    return {"type": "TextBlock", "text": text, "size": "Small", "wrap": True, **look}


def _is_link(link: str) -> bool:
    return link.startswith(("https://", "http://")) and len(link) <= LONGEST_LINK


def _address(link: str) -> str:
    """A link's address cannot end the link."""
    return link.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("\n", "")


def _cut(text: str, most: int) -> str:
    plain = " ".join(clean(text).split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + ELLIPSIS
