"""What must hold for the page's own files, without a browser."""

from __future__ import annotations

import re

import pytest

from bot.platforms.web.connect import PAGE, TYPES
from handlers.conversation.text import Text
from storage.people import Role
from storage.values import Language, Platform

FILES = sorted(path for path in PAGE.iterdir() if path.suffix in TYPES)
SCRIPTS = [path for path in FILES if path.suffix == ".js"]
LONGEST = 300
SAID = re.compile(r"\b(?:say|plural)\(\s*([^)]*)\)")
NAMED = re.compile(r"[\"`]([a-z_]+)(\$\{)?[\"`$]?")
FILLED_IN = re.compile(r"\$\{[^{}]*\}")
IN_HTML = re.compile(r"data-(?:words|label)=\"(\w+)\"")
#: What the end of a key may be where it is put together.
ENDINGS = {
    "role_": [*Role, "stranger"],
    "group_": ["members", "staff", "stranger", "more"],
    "on_": [Platform.SLACK, Platform.TEAMS],
    "name_": list(Platform),
    "json_": [Platform.SLACK, Platform.TEAMS],
    "language_": list(Language),
    "theme_": ["light", "dark"],
    "trouble_": ["down", "slow", "refused", "too_large", "broken"],
}


def used() -> set[str]:
    """Every key of the catalogue that the page asks for."""
    keys = set(IN_HTML.findall((PAGE / "index.html").read_text("utf-8")))
    for path in SCRIPTS:
        script = FILLED_IN.sub("${}", path.read_text("utf-8"))
        for arguments in SAID.findall(script):
            for key, open_ended in NAMED.findall(arguments):
                keys |= {f"{key}{end}" for end in ENDINGS[key]} if open_ended else {key}
        keys |= {f"trouble_{end}" for end in ENDINGS["trouble_"]}
    return keys


def test_the_page_says_nothing_that_no_catalogue_holds() -> None:
    known = set(Text.load("page", Language.EN).replies)
    plural = {key.rpartition("_")[0] for key in known if key.endswith("_one")}
    assert used() <= known | plural
    unused = {key for key in known if key not in used() and key.rpartition("_")[0] not in plural}
    assert unused == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere_and_no_file_is_long(path: object) -> None:
    text = (PAGE / str(path)).read_text("utf-8")
    addresses = re.findall(r"https?://[^\s\"'`)]+", text)
    assert [each for each in addresses if not each.startswith("http://www.w3.org/")] == []
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text)
    assert text.count("\n") <= LONGEST


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_script_opens_with_a_sentence(path: object) -> None:
    assert (PAGE / str(path)).read_text("utf-8").startswith("// ")
