"""Finance drops a file of sales: a preview, a word, and the earnings follow."""

from __future__ import annotations

import pytest

from bot.calculating import Calculator
from handlers.conversation.message import File
from handlers.conversation.reply import Attachment
from storage.audit import AuditEntry
from storage.people import Role
from storage.store import Store
from storage.values import Period, Platform
from tests.chat import Chat
from tests.conftest import NOW, People

HEAD = "id,date,partner,member,product,quantity,amount,currency"
GOOD = "F-1,2026-09-12,PT Mitra Sejahtera,Rina,Pro,3,45000000,IDR"
ALSO = "F-2,2026-09-14,PT Mitra Sejahtera,Rina,Pro,2,30000000,IDR"
TWO_DAYS = "F-3,12/09/2026,PT Mitra Sejahtera,Rina,Pro,2,30000000,IDR"
FORMULA = "F-4,2026-09-12,=cmd(),Rina,Pro,2,30000000,IDR"
NAN = "F-5,2026-09-12,PT Mitra Sejahtera,Rina,Pro,2,NaN,IDR"


def file(*lines: str, name: str = "august.txt", encoding: str = "utf-8") -> File:
    content = "\n".join(lines).encode(encoding)
    return File(name, "", len(content), content)


def sold(store: Store) -> list[str]:
    with store.reading() as records:
        partner = records.partners.named("PT Mitra Sejahtera")
        assert partner is not None
        found = records.transactions.at(partner.id, Period.month(NOW.date()))
        return [each.source_id for each in found if each.source_id.startswith("F-")]


def audited(store: Store, action: str) -> list[str]:
    with store.reading() as records:
        entries = records.session.query(AuditEntry).filter_by(action=action)
        return [entry.outcome for entry in entries]


def attached(chat: Chat) -> str:
    (found,) = [block for block in chat.reply.blocks if isinstance(block, Attachment)]
    return found.content.decode("utf-8-sig")


@pytest.mark.parametrize("platform", [Platform.WEB, Platform.SLACK, Platform.TEAMS])
def test_a_file_is_shown_before_it_is_taken(
    chat: People, store: Store, platform: Platform
) -> None:
    fajar = chat("fajar", platform)
    fajar.says("tolong impor penjualan ini", file(HEAD, GOOD, ALSO, TWO_DAYS, FORMULA, NAN))
    fajar.hears("august.txt: 5 baris", "Baru: 2", "Ditolak: 3", "Rp 75.000.000")
    fajar.hears("12 September 2026 – 14 September 2026", "12/09/2026", "=cmd()", "NaN")
    assert sold(store) == []
    fajar.presses("Ambil").hears("sudah masuk", "Baru: 2", "Ditolak: 3")
    assert sold(store) == ["F-1", "F-2"]
    assert audited(store, "sales.take") == ["done"]


def test_the_file_alone_is_enough(chat: People, store: Store) -> None:
    maya = chat("fajar").says("hi")
    maya.says("", file(HEAD, GOOD)).hears("august.txt: 1 row", "New: 1").presses("Take them")
    assert sold(store) == ["F-1"]


@pytest.mark.parametrize(
    ("sentence", "hears", "taken"),
    [
        ("ambil", "sudah masuk", ["F-1"]),
        ("yes, take them", "are in", ["F-1"]),
        ("batal", "tidak jadi", []),
        ("leave it", "was put away", []),
        ("jangan dulu ya", "tidak jadi", []),
    ],
)
def test_a_word_does_as_well(
    chat: People, store: Store, sentence: str, hears: str, taken: list[str]
) -> None:
    chat("fajar").says("import these sales", file(HEAD, GOOD)).says(sentence).hears(hears)
    assert sold(store) == taken


def test_the_earnings_follow(chat: People, store: Store) -> None:
    rina = chat("rina").says("berapa pendapatan saya bulan ini").hears("Rp 8.000.000")
    chat("fajar").says("import these sales", file(HEAD, GOOD)).presses("Take them")
    Calculator(store, lambda: NOW).work()
    rina.says("berapa pendapatan saya bulan ini").does_not_hear("Rp 8.000.000")


def test_what_was_refused_is_mended_and_brought_again(chat: People, store: Store) -> None:
    fajar = chat("fajar").says("import these sales", file(HEAD, GOOD, TWO_DAYS))
    fajar.presses("Take them").hears("Rows to mend")
    fajar.presses("Rows to mend")
    assert attached(fajar).splitlines()[1].startswith(TWO_DAYS)
    assert "can mean two days" in attached(fajar)
    mended = attached(fajar).replace("12/09/2026", "2026-09-12", 1)
    fajar.says("import these sales", file(mended)).hears("1 row", "New: 1", "Refused: 0")
    fajar.presses("Take them")
    assert sold(store) == ["F-1", "F-3"]
    with store.reading() as records:
        (found,) = records.transactions.revisions("sales", "F-3")
        assert found.further == {}


def test_rows_can_be_mended_before_anything_is_taken(chat: People) -> None:
    fajar = chat("fajar").says("import these sales", file(HEAD, FORMULA))
    fajar.does_not_hear("[Take them]").hears("There is nothing to take").presses("Rows to mend")
    assert ",'=cmd()," in attached(fajar)


def test_the_same_file_again_brings_nothing(chat: People) -> None:
    fajar = chat("fajar").says("import these sales", file(HEAD, GOOD)).presses("Take them")
    fajar.says("import these sales", file(HEAD, GOOD)).hears("There already: 1", "nothing to take")
    changed = GOOD.replace(",3,", ",4,")
    fajar.says("import these sales", file(HEAD, changed)).hears("Changed since: 1")


def test_pressed_twice_is_taken_once(chat: People, store: Store) -> None:
    fajar = chat("fajar").says("import these sales", file(HEAD, GOOD))
    again = fajar.answered
    fajar.presses("Take them")
    fajar.answered = again
    fajar.presses("Take them").hears("are in", "New: 1")
    assert sold(store) == ["F-1"]


def test_it_can_be_put_away(chat: People, store: Store) -> None:
    fajar = chat("fajar").says("import these sales", file(HEAD, GOOD)).presses("Leave it")
    fajar.hears("put away")
    assert sold(store) == []


def test_json_lines_are_taken_too(chat: People, store: Store) -> None:
    line = (
        '{"id": "F-1", "tanggal": "2026-09-12", "mitra": "PT Mitra Sejahtera", "jumlah": 3,'
        ' "nilai": 45000000, "mata uang": "IDR"}'
    )
    fajar = chat("fajar").says("", file(line, '{"id": "F-9", "mitra": "X"}'))
    fajar.hears("Baru: 1", "Ditolak: 1").presses("Ambil").presses("Baris untuk diperbaiki")
    assert '"alasan ditolak"' in attached(fajar)
    assert sold(store) == ["F-1"]


@pytest.mark.parametrize(
    ("brought", "heard"),
    [
        (file("shopping, eggs, milk"), "is nothing I can take"),
        (file("id: pro\nversion: 1", name="plan.yaml"), "is nothing I can take"),
        (File("sales.xlsx", "", 4, b"PK\x03\x04"), "Save it as CSV UTF-8"),
        (File("sales.csv", "", 30_000_000, None), "28.6 MB"),
        (File("sales.csv", "", 11_000_000, b"id" * 5_500_000), "10.5 MB"),
        (file("id,date,partner", "F-1,2026-09-12,X"), "The columns quantity, amount, currency"),
        (file(HEAD), "only the names of its columns"),
        (file(HEAD, GOOD.replace("Rina", "Réna"), encoding="latin-1"), "not UTF-8"),
    ],
)
def test_other_files_change_nothing(chat: People, store: Store, brought: File, heard: str) -> None:
    chat("fajar").says("import these sales", brought).hears(heard)
    assert sold(store) == []


def test_a_bank_answer_stays_a_bank_answer(chat: People) -> None:
    answer = file("reference,state,reason", "PAY-2026-08-1,settled,")
    chat("fajar").says("", answer).does_not_hear("penjualan", "sales")


@pytest.mark.parametrize("who", ["rina", "dewi", "maya", "budi"])
def test_who_may_not_bring_sales_learns_nothing(chat: People, store: Store, who: str) -> None:
    said = chat(who).says("import these sales", file(HEAD, GOOD))
    said.does_not_hear("New: 1", "Take them", "F-1")
    assert sold(store) == []


def test_nobody_takes_what_another_brought(chat: People, store: Store) -> None:
    with store.transaction() as records:
        other = records.people.with_handle("budi")
        assert other is not None
        other.role = Role.ADMINISTRATOR
    fajar = chat("fajar").says("import these sales", file(HEAD, GOOD))
    budi = chat("budi")
    budi.answered = fajar.answered
    budi.presses("Take them").does_not_hear("are in")
    assert sold(store) == []
    budi.says("import these sales", file(HEAD, GOOD)).presses("Take them").hears("are in")


def test_sales_of_a_settled_month_are_counted_as_late(chat: People, store: Store) -> None:
    with store.transaction() as records:
        fajar, maya = (records.people.with_handle(who) for who in ("fajar", "maya"))
        assert fajar is not None
        assert maya is not None
        august = records.periods.containing(NOW.date().replace(month=7))
        august.start(fajar, NOW)
        august.submit(fajar, NOW)
        august.approve(maya, NOW)
    late = GOOD.replace("2026-09-12", "2026-07-12")
    chat("fajar").says("import these sales", file(HEAD, late, ALSO)).hears("1 row belongs to July")


def test_without_a_file_it_says_what_to_bring(chat: People) -> None:
    chat("fajar").says("saya mau impor data penjualan").hears("CSV UTF-8", "JSON Lines")
