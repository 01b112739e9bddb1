"""When certificates end: one's own, the company's, everyone's; and results by partner."""

from __future__ import annotations

import csv
from datetime import timedelta

from handlers.conversation.message import Pressed
from handlers.conversation.reply import Attachment, Picture
from handlers.conversation.sheets import as_csv
from handlers.training.results import Result, as_rows
from storage.store import Store
from tests.chat import Chat
from tests.conftest import NOW, People


def passes(chat: Chat, sentence: str, letters: str) -> Chat:
    chat.says(sentence)
    for letter in letters:
        chat.says(letter)
    return chat


def test_a_seller_sees_their_own(chat: People) -> None:
    rina = chat("rina").says("Kapan sertifikat saya kedaluwarsa?")
    rina.hears("12 Februari 2027", "149 hari lagi", "C-204817").does_not_hear("Dewi", "Agus")
    rina.presses("Perbarui sekarang").hears("1 dari 5")


def test_several_are_a_table(chat: People) -> None:
    rina = passes(chat("rina"), "mulai kuis administrator", "BDAC")
    rina.says("Kapan sertifikat saya kedaluwarsa?").hears("12 Februari 2027", "16 September 2027")
    rina.hears("[Perbarui CloudSuite Sales]", "[Perbarui Pro untuk administrator]")
    rina.presses("Perbarui Pro untuk administrator").hears("1 dari 4")


def test_an_owner_sees_the_company(chat: People) -> None:
    dewi = chat("dewi").says("Kapan sertifikat saya kedaluwarsa?")
    dewi.hears("5 Maret 2027", "Rina", "12 Februari 2027").does_not_hear("Agus", "Borneo")


def test_who_has_none_hears_how_to_earn_one(chat: People) -> None:
    siti = chat("siti").says("When does my certificate expire?").hears("no certificate yet")
    siti.presses("What comes next").hears("CloudSuite Sales")


def test_the_last_day_and_after_it(chat: People) -> None:
    agus = chat("agus")
    question = "When does my certificate expire?"
    agus.at(NOW + timedelta(days=13)).says(question).hears("(1 day left)")
    agus.at(NOW + timedelta(days=14)).says(question).hears("today is its last day")
    agus.at(NOW + timedelta(days=15)).says(question).hears("ended on Wednesday 30 September")


def test_a_manager_sees_everyone(chat: People) -> None:
    maya = chat("maya").says("When does my certificate expire?").hears("3 certificates")
    maya.hears("Agus", "Borneo Data", "30 September 2026", "Rina", "Dewi")
    maya.presses("See training results").hears("Borneo Data").presses(
        "See everyone's certificates"
    )
    maya.hears("3 certificates")
    chat("budi").says("When does my certificate expire?").hears("no certificate yet")


def test_renewing_without_a_name_takes_what_is_held(chat: People) -> None:
    chat("agus").says("tolong ikut kuis untuk perbarui sertifikat").hears("CloudSuite Sales")


def test_results_by_partner(chat: People) -> None:
    passes(chat("siti"), "start the CloudSuite Sales quiz", "AAAAA")
    passes(chat("siti"), "start the CloudSuite Sales quiz", "CBDAC")
    maya = chat("maya").says("give me the training results of each partner")
    maya.hears("4 people certified", "Archipelago Systems", "60 %")
    (picture,) = [block for block in maya.reply.blocks if isinstance(block, Picture)]
    assert [(bar.label, bar.value) for bar in picture.bars] == [
        ("PT Mitra Sejahtera", 2),
        ("Archipelago Systems", 1),
        ("Borneo Data", 1),
    ]
    maya.presses("Download as CSV")
    (file,) = [block for block in maya.reply.blocks if isinstance(block, Attachment)]
    rows = list(csv.DictReader(file.content.decode("utf-8-sig").splitlines()))
    assert rows[1] == {
        "Partner": "Archipelago Systems",
        "Certified": "1",
        "Attempts": "2",
        "Passed": "1",
        "Average": "60",
        "Ending soon": "0",
    }
    assert next(row for row in rows if row["Partner"] == "Borneo Data")["Ending soon"] == "1"


def test_results_are_for_channel_managers(chat: People) -> None:
    for who in ("rina", "dewi", "budi", "fajar"):
        told = chat(who).says("training results by each partner please")
        told.does_not_hear("Borneo Data", "Agus")
        chat(who).does(Pressed("training.results")).does_not_hear("Borneo Data")
        chat(who).does(Pressed("training.certificates")).does_not_hear("Agus")


def test_where_nobody_is_certified(chat: People, store: Store) -> None:
    later = NOW + timedelta(days=800)
    maya = chat("maya").at(later).says("give me the training results of each partner")
    maya.hears("0 people certified")
    assert not [block for block in maya.reply.blocks if isinstance(block, Picture)]
    with store.transaction() as records:
        for person in records.people.all():
            person.active = person.partner_id is None
    maya.says("When does my certificate expire?").hears("Nobody at the partners")


def test_a_partners_name_is_no_formula() -> None:
    written = as_csv(as_rows(["Partner"], [Result("=1+1", 1, 0, 0, None, 0)])).decode()
    assert "'=1+1,1,0,0,,0" in written
