"""`mitra transactions` on the demo world: what is taken, what is refused, and twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handlers.incentives.bringing import taking
from storage.store import Store
from tests.bot.cli.conftest import Mitra

HEADER = "id,date,partner,member,product,quantity,amount,currency"


@pytest.fixture
def partner(store: Store) -> str:
    """A partner of the demo world: Rina works for it."""
    with store.reading() as records:
        rina = records.people.with_handle("rina")
        assert rina is not None
        return rina.company.name


def written(partner: str, *lines: str) -> Path:
    path = Path("sales.csv")
    good = [f"S-{n},2026-09-0{n},{partner},rina,CloudSuite Pro,{n},1500000,IDR" for n in (1, 2)]
    path.write_text("\n".join([HEADER, *good, *lines, ""]), "utf-8")
    return path


def test_a_file_is_taken_once(mitra: Mitra, partner: str) -> None:
    path = str(written(partner))
    assert mitra("transactions", "import", path) == ("2 new, 0 there already, 0 changed since.\n")
    assert mitra("transactions", "import", path) == ("0 new, 2 there already, 0 changed since.\n")
    assert mitra("transactions", "import", path, "--source", "erp").startswith("2 new")


def test_good_rows_stay_and_bad_ones_are_listed_by_line(mitra: Mitra, partner: str) -> None:
    bad = (
        f"S-3,2026-09-03,{partner},rina,CloudSuite Pro,1,1.500,IDR",
        "S-4,2026-09-03,X,,,1,1,IDR",
    )
    told = mitra("transactions", "import", str(written(partner, *bad)), status=1)
    assert told.splitlines() == [
        "Line 4, column amount: “1.500” can be read as 1500 or as a number with three decimals. "
        "Write 1500, or give the decimals so that they cannot be thousands.",
        "Line 5, column partner: No partner is called “X”. Correct the name, or have an "
        "administrator say who that is (mitra transactions call).",
        "2 new, 0 there already, 0 changed since.",
        "mitra: 2 rows were not taken; the reasons are above. Mend them and import the whole file "
        "again: what is there already stays as it is.",
    ]


def test_all_of_it_as_json(mitra: Mitra, partner: str) -> None:
    path = written(partner, "S-3,2026-09-03,X,,,1,1,IDR")
    told = mitra("transactions", "import", str(path), "--json", status=1)
    document, _ = json.JSONDecoder().raw_decode(told)
    (row,) = document.pop("rows")
    assert document == {"new": 2, "same": 0, "revised": 0, "refused": 1}
    assert (row["line"], row["column"], row["reason"]) == (4, "partner", "unknown_partner")
    assert row["message"].startswith("Line 4, column partner:")


def test_in_indonesian(mitra: Mitra, partner: str, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("LANG", "id_ID.UTF-8")
    told = mitra("transactions", "import", str(written(partner, "S-3,03/09/2026,X")), status=1)
    assert told.splitlines()[0] == (
        "Baris 4: Ada 3 sel untuk 8 kolom. Tambahkan yang kurang, bila perlu tanpa isi."
    )


@pytest.mark.parametrize(
    ("content", "said", "status"),
    [
        (b"", "The file is empty", 1),
        (b"PK\x03\x04", "Save it as CSV UTF-8", 1),
        (b"id,date\n1,2026-09-01\n", "The columns partner, quantity, amount, currency", 1),
        (b"id,date,partner,quantity,amount,currency\n", "only the names of its columns", 0),
    ],
)
def test_a_file_as_a_whole(
    mitra: Mitra, partner: str, content: bytes, said: str, status: int
) -> None:
    Path("sales.csv").write_bytes(content)
    assert said in mitra("transactions", "import", "sales.csv", status=status)


def test_no_such_file(mitra: Mitra, partner: str) -> None:
    assert "gone.csv cannot be read" in mitra("transactions", "import", "gone.csv", status=1)


def test_a_long_file_says_how_far_it_is(
    mitra: Mitra, partner: str, environment: pytest.MonkeyPatch
) -> None:
    environment.setattr(taking, "ROWS", 5)
    lines = [f"T-{n},2026-09-03,{partner},,,1,1,IDR" for n in range(98)]
    told = mitra("transactions", "import", str(written(partner, *lines)))
    assert "% of the file read, 50 rows so far" in told
    assert "100 new" in told


def test_somebody_who_watches_sees_one_line(
    mitra: Mitra, partner: str, environment: pytest.MonkeyPatch
) -> None:
    environment.setattr("sys.stderr.isatty", lambda: True)
    told = mitra("transactions", "import", str(written(partner)))
    assert "\r\x1b[K100 % of the file read, 2 rows so far" in told
    assert told.endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("kind", "name"), [("member", "rina"), ("product", "CS-PRO"), ("partner", "")]
)
def test_a_source_has_words_of_its_own(mitra: Mitra, partner: str, kind: str, name: str) -> None:
    call = ("transactions", "call", "--source", "erp", kind, "K-7")
    told = mitra(*call, name or partner)
    assert told == f"erp calls {name or partner} “K-7” from now on.\n"


def test_a_partner_is_found_by_the_sources_word(mitra: Mitra, partner: str) -> None:
    mitra("transactions", "call", "partner", "K-7", partner)
    assert mitra("transactions", "import", str(written("K-7"))).startswith("2 new")


def test_a_word_means_one_thing(mitra: Mitra, partner: str) -> None:
    assert "Nothing of ours" in mitra("transactions", "call", "partner", "K", "PT X", status=1)
    assert "Nothing of ours" in mitra("transactions", "call", "member", "K", "maya", status=1)
    mitra("transactions", "call", "member", "K", "rina")
    assert "something else" in mitra("transactions", "call", "member", "K", "agus", status=1)
