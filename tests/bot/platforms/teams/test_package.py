"""The app package holds what Teams asks of one: manifest schema 1.19, icons, both languages."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.platforms.teams.icons import GROUND
from bot.platforms.teams.package import manifest, package

APP_ID = "6f1f9a3e-8f6b-4c5e-9d5b-0a3c7e2b1d10"
URL = "https://mitra.example"
#: What the schema allows: the most letters of each text, by its path.
MOST = {
    "name.short": 30,
    "name.full": 100,
    "description.short": 80,
    "description.full": 4000,
    "developer.name": 32,
    "composeExtensions[0].commands[0].title": 32,
    "composeExtensions[0].commands[0].description": 128,
    "bots[0].commandLists[0].commands[0].title": 32,
    "bots[0].commandLists[0].commands[0].description": 128,
    "bots[0].commandLists[0].commands[1].title": 32,
    "bots[0].commandLists[0].commands[1].description": 128,
}
REQUIRED = ("$schema", "manifestVersion", "version", "id", "developer", "name", "description")


def packed(name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(package(APP_ID, URL))) as archive:
        return archive.read(name)


def found(document: Any, path: str) -> Any:
    for step in re.findall(r"[^.\[\]]+", path):
        document = document[int(step) if step.isdigit() else step]
    return document


def test_the_package_holds_four_files_and_is_the_same_each_time() -> None:
    with zipfile.ZipFile(BytesIO(package(APP_ID, URL))) as archive:
        names = archive.namelist()
    assert names == ["manifest.json", "id.json", "color.png", "outline.png"]
    assert package(APP_ID, URL) == package(APP_ID, URL)


def test_the_manifest_says_what_the_bot_can_do() -> None:
    written = json.loads(packed("manifest.json"))
    assert all(written[name] for name in (*REQUIRED, "icons", "accentColor"))
    assert written["manifestVersion"] == "1.19"
    assert written["$schema"].endswith("/v1.19/MicrosoftTeams.schema.json")
    assert re.fullmatch(r"\d+\.\d+\.\d+", written["version"])
    (bot,) = written["bots"]
    assert bot["botId"] == written["id"] == written["composeExtensions"][0]["botId"] == APP_ID
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert bot["supportsFiles"]
    (ask,) = written["composeExtensions"][0]["commands"]
    assert (ask["type"], ask["fetchTask"], "message" in ask["context"]) == ("action", True, True)


@pytest.mark.parametrize(
    ("url", "domains", "site"),
    [
        ("https://mitra.example", ["mitra.example"], "https://mitra.example"),
        ("https://mitra.example:8443/", ["mitra.example"], "https://mitra.example:8443"),
        ("", [], "https://example.com"),
    ],
)
def test_only_our_own_domain_is_valid(url: str, domains: list[str], site: str) -> None:
    written = manifest(APP_ID, url)
    assert written["validDomains"] == domains
    for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl"):
        assert written["developer"][name].startswith(site)


@pytest.mark.parametrize("path", MOST)
def test_no_word_is_too_long_in_either_language(path: str) -> None:
    written, other = json.loads(packed("manifest.json")), json.loads(packed("id.json"))
    assert 0 < len(found(written, path)) <= MOST[path]
    if path in other:
        assert 0 < len(other[path]) <= MOST[path]


def test_every_translated_word_replaces_one_of_the_manifest() -> None:
    written, other = json.loads(packed("manifest.json")), json.loads(packed("id.json"))
    assert other.pop("$schema").endswith("MicrosoftTeams.Localization.schema.json")
    assert {path for path in MOST if not path.startswith("developer")} == set(other)
    for path in other:
        assert isinstance(found(written, path), str)
    assert written["name"]["short"] != written["name"]["full"]
    assert written["description"]["short"] != written["description"]["full"]


def test_the_icons_are_as_large_and_as_coloured_as_teams_asks() -> None:
    color, outline = (Image.open(BytesIO(packed(f"{name}.png"))) for name in ("color", "outline"))
    assert (color.size, outline.size) == ((192, 192), (32, 32))
    assert color.convert("RGB").getpixel((0, 0)) == tuple(bytes.fromhex(GROUND[1:]))
    pixels = [outline.getpixel((x, y)) for x in range(32) for y in range(32)]
    assert {pixel[:3] for pixel in pixels if isinstance(pixel, tuple) and pixel[3]} == {(255,) * 3}
    assert any(isinstance(pixel, tuple) and pixel[3] == 0 for pixel in pixels)
