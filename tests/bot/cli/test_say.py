from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Json, Mitra

DEAL = "Daftarkan deal PT Angin Timur, 40 seat Pro, Rp 60 jt, closing akhir bulan"
ANTON = "Pak Anton 0812 3456 7890"


def test_it_prints_the_answer_on_every_door(say: Json) -> None:
    said = say("rina", "Maksimal berapa seat per tenant untuk Pro?")
    assert said.keys() == {"reply", "slack", "teams", "thread", "reference", "deliveries"}
    assert said["reply"].keys() == {"title", "text", "private", "blocks"}
    assert "500" in said["reply"]["text"]
    assert "500" in json.dumps(said["slack"]["blocks"])
    assert said["teams"]["type"] == "message"
    assert "500" in json.dumps(said["teams"]["attachments"])
    assert {block["kind"] for block in said["reply"]["blocks"]} >= {"citations", "feedback"}
    assert (said["reference"], said["deliveries"]) == (None, [])


def test_it_prints_what_a_person_would_read(mitra: Mitra, say: Json) -> None:
    assert "500 seat" in mitra("say", "--as", "rina", "Maksimal berapa seat per tenant untuk Pro?")


def test_a_thread_goes_on(say: Json) -> None:
    asked = say("rina", DEAL)
    told = say("rina", "--in", f"thread:{asked['thread']}", ANTON)
    assert told["thread"] == asked["thread"]
    assert told["reference"].startswith("D-")


def test_a_form_is_filled_in_as_far_as_it_was_shown(say: Json) -> None:
    say("rina", DEAL)
    told = say("rina", "--submit", "deals.registration", f"contact={ANTON}")
    assert "PT Angin Timur" in told["reply"]["text"]
    assert told["reference"].startswith("D-")


def test_a_button_is_pressed(say: Json) -> None:
    reference = say("rina", f"{DEAL}, kontak {ANTON}")["reference"]
    shown = say("rina", f"deal {reference}")
    buttons = [b for block in shown["reply"]["blocks"] for b in block.get("buttons", [])]
    withdraw = next(button for button in buttons if button["action"] == "deals.withdraw")
    pressed = say("rina", "--press", f"{withdraw['action']}={withdraw['value']}")
    assert pressed["reference"] == reference


def test_the_same_event_again_gets_the_same_answer(say: Json) -> None:
    first = say("rina", "--event", "Ev-1", f"{DEAL}, kontak {ANTON}")
    again = say("rina", "--event", "Ev-1", f"{DEAL}, kontak {ANTON}")
    assert again["reply"] == first["reply"]
    assert again["reference"] == first["reference"]
    assert again["deliveries"] == []


def test_what_it_causes_is_delivered_and_can_be_answered_where_it_went(say: Json) -> None:
    opened = say("agus", "Tolong sambungkan ke orang, pelanggan menunggu")
    (card,) = [each for each in opened["deliveries"] if each["to"] == "partner-support"]
    assert (card["platform"], card["state"]) == ("slack", "sent")
    assert card["place"].startswith("thread:")
    note = say("budi", "--in", card["place"], "cek dulu lisensinya")
    assert all(each["to"] != "agus" for each in note["deliveries"])
    answer = say("budi", "--in", card["place"], "ke mitra: sudah kami perpanjang")
    (told,) = [each for each in answer["deliveries"] if each["to"] == "agus"]
    assert told["platform"] == "teams"
    assert "sudah kami perpanjang" in told["text"]


def test_a_channel_reads_that_it_goes_on_in_private(say: Json) -> None:
    said = say("siti", "--in", "channel:shared", "register PT Laut Biru 300 m")
    assert "300" not in said["reply"]["text"]
    assert "300" not in json.dumps([said["slack"], said["teams"]])
    (private,) = said["deliveries"]
    assert (private["to"], private["place"]) == ("siti", "dm")


@pytest.mark.parametrize("platform", ["slack", "teams", "web"])
def test_whoever_is_linked_somewhere_may_try_every_door(say: Json, platform: str) -> None:
    assert "500" in say("agus", "--on", platform, "berapa maksimal seat Pro")["reply"]["text"]


def test_strangers_stay_strangers(say: Json) -> None:
    heard = {
        say(who, sentence)["reply"]["text"]
        for who in ("joko", "tono", "nobody")
        for sentence in ("What is my SPIFF this month?", "approve D-1012")
    }
    assert len(heard) == 1


def test_it_is_as_late_as_one_says(say: Json) -> None:
    late = say("rina", "--at", "2026-10-20T10:00", "SPIFF saya bulan ini berapa?")
    assert "Oktober 2026" in late["reply"]["text"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--at", "soon", "help"), "no moment"),
        (("--in", "kitchen", "help"), "no place"),
        (("--in", "thread:99999", "help"), "no place"),
        (("--submit", "deals.registration", "contact"), "no field"),
    ],
)
def test_bad_options_are_refused_in_a_sentence(
    mitra: Mitra, say: Json, words: tuple[str, ...], why: str
) -> None:
    assert why in mitra("say", "--as", "rina", *words, status=1)


def test_an_empty_database_says_what_to_do(mitra: Mitra) -> None:
    assert "mitra demo" in mitra("say", "--as", "rina", "help", status=1)


def test_time_passes(mitra: Mitra, say: Json) -> None:
    said = say("maya", "Umumkan ke semua mitra Gold besok jam 9 waktu setempat: kantor tutup")
    send = next(
        button
        for block in said["reply"]["blocks"]
        for button in block.get("buttons", [])
        if button["style"] == "primary"
    )
    say("maya", "--press", f"{send['action']}={send['value']}")

    def told_by(moment: str) -> set[str]:
        ticked = json.loads(mitra("tick", "--at", moment, "--json"))
        assert ticked["reply"] is None
        sent = [each for each in ticked["deliveries"] if "kantor tutup" in each["text"]]
        return {each["to"] for each in sent if each["state"] == "sent"} - {"maya", "sari"}

    assert told_by("2026-09-16T23:59:00Z") == set()
    assert told_by("2026-09-17T00:00:00Z") == {"siti"}
    assert told_by("2026-09-17T02:00:00Z") == {"rina", "dewi"}
    assert told_by("2026-09-17T03:00:00Z") == set()


def test_a_file_is_brought_read_and_published(say: Json, tmp_path: Path) -> None:
    path = tmp_path / "parking.md"
    words = "# Parking\nA parking place in our Jakarta office costs 25,000 rupiah a day."
    path.write_text(words, "utf-8")
    brought = say("sari", "--file", str(path), "tolong masukkan lampirannya ke pengetahuan")
    assert brought["reply"]["title"] == "Saya sedang membaca parking.md"
    (told,) = brought["deliveries"]
    assert (told["to"], "Draf: Parking" in told["text"]) == ("sari", True)
    published = say("sari", "--press", "library.publish=1")
    assert published["reply"]["title"] == "Terbit: Parking"
    assert "Parking" in say("siti", "documents")["reply"]["text"]


def test_a_file_alone_is_enough(say: Json, tmp_path: Path) -> None:
    path = tmp_path / "parking.xyz"
    path.write_bytes(b"x")
    brought = say("sari", "--file", str(path))
    assert "jenis berkas ini tidak bisa saya baca" in brought["deliveries"][0]["text"]


def test_something_has_to_be_said(mitra: Mitra) -> None:
    mitra("demo")
    assert "--file" in mitra("say", "--as", "rina", status=1)
    assert "no.md" in mitra("say", "--as", "rina", "--file", "no.md", status=1)
