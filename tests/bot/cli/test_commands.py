from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Json, Mitra


def test_a_demo_needs_a_database_of_its_own(mitra: Mitra) -> None:
    assert "mitra say --as rina" in mitra("demo")
    assert "not empty" in mitra("demo", status=1)


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "TEAMS_APP_ID"])
def test_a_demo_never_stands_beside_real_people(
    environment: pytest.MonkeyPatch, mitra: Mitra, name: str
) -> None:
    environment.setenv(name, "something")
    assert "real people" in mitra("demo", status=1)


def test_the_doctor_says_what_to_do_first(mitra: Mitra) -> None:
    assert "mitra demo" in mitra("doctor", status=1)
    mitra("migrate")
    assert "Nobody is known yet" in mitra("doctor", status=1)


def test_the_doctor_shows_the_demo_worlds_clock(mitra: Mitra, say: Json) -> None:
    assert "Wednesday 16 September 2026 10:" in mitra("doctor")


@pytest.mark.parametrize(
    ("settings", "said", "status"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "every request would be refused", 1),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}, "Socket Mode", 0),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}, "no address", 1),
        ({"TEAMS_APP_ID": "1"}, "TEAMS_APP_PASSWORD", 1),
        ({"TEAMS_APP_ID": "1", "TEAMS_APP_PASSWORD": "s"}, "TEAMS_TENANT_ID", 1),
        ({"MITRA_HOST": "0.0.0.0"}, "local page is off", 0),
        ({"MITRA_DATABASE_URL": "sqlite:////nowhere/at/all.db"}, "cannot be reached", 1),
    ],
)
def test_the_doctor_names_what_is_missing(
    environment: pytest.MonkeyPatch,
    mitra: Mitra,
    say: Json,
    settings: dict[str, str],
    said: str,
    status: int,
) -> None:
    for name, value in settings.items():
        environment.setenv(name, value)
    assert said in mitra("doctor", status=status)


def test_the_command_line_speaks_indonesian(environment: pytest.MonkeyPatch, mitra: Mitra) -> None:
    environment.setenv("LANG", "id_ID.UTF-8")
    assert "masih kosong" in mitra("say", "--as", "rina", "help", status=1)


def test_a_question_is_answered_as_json(mitra: Mitra, say: Json) -> None:
    found = json.loads(mitra("ask", "berapa harga Pro per seat?", "--json"))
    assert found.keys() == {"answered", "text", "confidence", "citations", "candidates"}
    assert found["answered"]
    assert found["citations"][0].keys() == {
        "document", "version", "heading", "page", "quote", "link",
    }  # fmt: skip
    assert found["candidates"][0].keys() == {"document", "heading", "score"}


def test_a_question_holds_for_a_day(mitra: Mitra, say: Json) -> None:
    question = "How long is a deal protected?"
    assert "90" in mitra("ask", question, "--lang", "en")
    assert "60" in mitra("ask", question, "--lang", "en", "--as-of", "2026-06-15")
    assert "no day" in mitra("ask", question, "--as-of", "June", status=1)


def test_documents_come_and_go(mitra: Mitra, say: Json, tmp_path: Path) -> None:
    path = tmp_path / "parking.md"
    path.write_text(
        "---\ntitle: Parking\nversion: '1'\nlanguage: en\neffective_from: 2026-01-01\n---\n"
        "# Visitors\nVisitors park under the old tree.\n",
        "utf-8",
    )
    assert "Parking" in mitra("knowledge", "add", str(path))
    assert "old tree" in mitra("ask", "Where do visitors park?", "--lang", "en")
    assert "Parking" in mitra("knowledge", "list")
    mitra("knowledge", "remove", "parking.md")
    assert "old tree" not in mitra("ask", "Where do visitors park?", "--lang", "en")
    assert "no document" in mitra("knowledge", "remove", "parking.md", status=1)


def test_a_bad_file_is_refused_by_name_and_stops_nothing_else(
    mitra: Mitra, say: Json, tmp_path: Path
) -> None:
    (tmp_path / "good.md").write_text("# Good\nThe kettle is blue.\n", "utf-8")
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\x00")
    told = mitra("knowledge", "add", "bad.md", "good.md", status=1)
    assert "bad.md" in told
    assert "good.md" in mitra("knowledge", "list")


def test_the_slack_manifest_is_for_the_public_address(
    environment: pytest.MonkeyPatch, mitra: Mitra
) -> None:
    assert json.loads(mitra("slack", "manifest"))["settings"]["socket_mode_enabled"]
    environment.setenv("MITRA_PUBLIC_URL", "https://mitra.example")
    events = json.loads(mitra("slack", "manifest"))["settings"]["event_subscriptions"]
    assert events["request_url"] == "https://mitra.example/slack/events"


def test_the_teams_package_is_written(
    environment: pytest.MonkeyPatch, mitra: Mitra, tmp_path: Path
) -> None:
    assert "TEAMS_APP_ID" in mitra("teams", "package", status=1)
    environment.setenv("TEAMS_APP_ID", "00000000-0000-0000-0000-000000000001")
    environment.setenv("MITRA_PUBLIC_URL", "https://mitra.example")
    mitra("teams", "package", "app.zip")
    assert "manifest.json" in zipfile.ZipFile(tmp_path / "app.zip").namelist()


def test_understanding_is_measured_on_sentences_of_ones_own(mitra: Mitra, tmp_path: Path) -> None:
    rows = [
        *({"text": f"register deal number {n}", "intent": "deal"} for n in ["one", "two", "six"]),
        *({"text": f"show my {n} earnings", "intent": "money"} for n in ["June", "May", "July"]),
    ]
    train, test = tmp_path / "train.jsonl", tmp_path / "test.jsonl"
    train.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    asked = [
        {"text": "register a deal", "intent": "deal"},
        {"text": "my earnings please", "intent": "money"},
        {"text": "what is the weather like in Paris", "intent": "oos"},
    ]
    test.write_text("\n".join(json.dumps(row) for row in asked), "utf-8")
    told = mitra("understanding", "evaluate", str(train), str(test))
    assert "accuracy            1.000" in told
    assert "cannot be read" in mitra(
        "understanding", "evaluate", "nothing.jsonl", str(test), status=1
    )
