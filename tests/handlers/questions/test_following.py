"""What a short sentence asks after an earlier question: both ways across the two languages."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.conversation.phrasing import follows
from handlers.conversation.slots import Reader
from handlers.questions.asking import Part
from handlers.questions.following import Earlier, following
from handlers.questions.leaning import PRODUCTS
from storage.values import Language

NOW = datetime(2026, 9, 16, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
JUNE = date(2026, 6, 30)
KINDS = {
    PRODUCTS: ["CloudSuite Pro", "Pro"],
    "tiers": ["Silver", "Gold", "Platinum"],
    "partners": [
        "resellers", "reseller", "distributors", "distributor", "affiliates", "affiliate",
        "afiliasi", "service providers", "penyedia jasa",
    ],
}  # fmt: skip

SEAT_ID = "Maksimal berapa seat per tenant untuk Pro?"
SEAT_EN = "How many seats can one Pro tenant have?"
PROT_ID = "Masa proteksi berapa lama?"
PROT_EN = "How long does an approval protect a customer?"
REF_EN = "What is the referral commission for Gold?"
REF_ID = "Komisi referral untuk mitra Gold berapa?"
REB_EN = "What rebate do resellers get?"
REB_ID = "Rebate untuk reseller berapa persen?"
MDF_ID = "Berapa MDF untuk Silver per kuartal?"
SSO = "Does CloudSuite Pro support single sign-on?"
MIN_ID = "Nilai minimum pendaftaran deal berapa?"
PASS = "What score passes the sales exam?"

#: The earlier question, the sentence, what it then asks holds and lacks.
OF_ANOTHER = [
    (SEAT_ID, "kalau yang Basic?", ["seat", "Basic"], ["Pro"]),
    (SEAT_ID, "and for Basic?", ["seat", "Basic"], ["Pro"]),
    (SEAT_EN, "kalau Basic gimana?", ["seats", "Basic"], ["Pro"]),
    (SEAT_EN, "what about the Enterprise edition?", ["seats", "Enterprise"], ["Pro"]),
    (SEAT_EN, "what about basic?", ["seats", "basic"], ["Pro"]),
    (SEAT_ID, "untuk yang enterprise?", ["seat", "enterprise"], ["Pro"]),
    (SEAT_ID, "berapa harganya?", ["harganya", "Pro"], ["seat per"]),
    (SEAT_EN, "berapa harganya?", ["harganya", "Pro"], []),
    (SEAT_EN, "how much does it cost?", ["cost", "Pro"], [" it "]),
    (SEAT_ID, "how much is it?", ["how much", "Pro"], [" it"]),
    (SEAT_EN, "and the storage?", ["storage", "Pro"], ["seats"]),
    (SEAT_ID, "penyimpanannya berapa?", ["penyimpanannya", "Pro"], []),
    (SEAT_EN, "what about backups?", ["backups"], []),
    (SEAT_EN, "does it have a mobile app?", ["mobile app", "Pro"], []),
    (PROT_ID, "sejak kapan?", ["kapan", "proteksi"], []),
    (PROT_EN, "since when?", ["since when", "protect"], []),
    (PROT_EN, "sejak kapan?", ["kapan", "protect"], []),
    (PROT_ID, "until when?", ["until when", "proteksi"], []),
    (PROT_ID, "bisa diperpanjang?", ["diperpanjang", "proteksi"], []),
    (PROT_EN, "can it be extended?", ["extended", "protect"], []),
    (REF_EN, "and for Silver?", ["referral commission", "Silver"], ["Gold"]),
    (REF_EN, "kalau Silver?", ["referral commission", "Silver"], ["Gold"]),
    (REF_ID, "what about Silver partners?", ["Komisi referral", "Silver"], ["Gold"]),
    (REF_ID, "kalau Platinum dan Silver?", ["Komisi referral", "Platinum"], ["Gold"]),
    (REF_EN, "when is it paid?", ["paid", "referral commission"], []),
    (REF_ID, "dibayarnya kapan?", ["dibayar", "Komisi referral"], []),
    (REB_EN, "dan untuk distributor?", ["rebate", "distributor"], ["resellers"]),
    (REB_ID, "and for distributors?", ["Rebate", "distributors"], ["reseller "]),
    (REB_ID, "kalau afiliasi?", ["Rebate", "afiliasi"], ["reseller"]),
    (REB_EN, "how about affiliates?", ["rebate", "affiliates"], ["resellers"]),
    (REB_ID, "dihitung dari apa?", ["dihitung", "Rebate"], []),
    (MDF_ID, "kalau yang Gold?", ["MDF", "Gold"], ["Silver"]),
    (MDF_ID, "and Platinum?", ["MDF", "Platinum"], ["Silver"]),
    (MDF_ID, "what can it be spent on?", ["spent", "MDF"], []),
    (SSO, "what about two-step verification?", ["two-step verification"], []),
    (SSO, "kalau Basic?", ["single sign-on", "Basic"], ["Pro"]),
    (MIN_ID, "is that per customer?", ["customer", "deal"], []),
    (PASS, "how often can it be retaken?", ["retaken", "exam"], []),
    (PASS, "berlaku berapa lama?", ["berlaku", "exam"], []),
    (SEAT_ID, "dan berapa harga Enterprise?", ["harga Enterprise"], ["seat", "Pro"]),
    (REF_EN, "and what does Basic cost?", ["Basic", "cost"], ["referral", "Gold"]),
    (SEAT_ID, "klo basic brp?", ["seat", "basic"], ["Pro"]),
    (SEAT_EN, "trus harganya?", ["harganya", "Pro"], ["seats can"]),
    (REB_ID, "oh gitu, kalau distributor gmn?", ["Rebate", "distributor"], ["reseller"]),
    (REF_EN, "same for Silver?", ["referral commission", "Silver"], ["Gold"]),
    (REB_EN, "how about for service providers", ["rebate", "service providers"], ["resellers"]),
    (SEAT_EN, "is it the same for Basic?", ["seats", "Basic"], ["Pro"]),
    (SSO, "Basic juga?", ["single sign-on", "Basic"], ["Pro"]),
    (SSO, "Enterprise too?", ["single sign-on", "Enterprise"], ["Pro"]),
    (SEAT_EN, "and its storage?", ["storage", "Pro"], []),
    (SEAT_ID, "kapasitas penyimpanannya?", ["penyimpanan", "Pro"], []),
    (SEAT_ID, "ada diskonnya?", ["diskon", "Pro"], []),
    (PROT_EN, "for how long?", ["how long", "protect"], []),
    (PROT_ID, "starting when?", ["when", "proteksi"], []),
    (REB_EN, "does that apply to distributors too?", ["rebate", "distributors"], ["resellers"]),
    (REB_ID, "berlaku juga untuk distributor?", ["Rebate", "distributor"], ["reseller"]),
    (REF_ID, "apa itu berlaku untuk Silver?", ["Komisi", "Silver"], ["Gold"]),
    (MIN_ID, "siapa yang memutuskan?", ["memutuskan", "deal"], []),
    (REF_EN, "Silver?", ["referral commission", "Silver"], ["Gold"]),
    (MDF_ID, "yang gold aja", ["MDF", "Gold"], ["Silver"]),
    (MDF_ID, "platinum berapa?", ["MDF", "platinum"], ["Silver"]),
    (MDF_ID, "what are the requirements?", ["requirements", "MDF"], []),
    (MDF_ID, "apa syaratnya?", ["syarat", "MDF"], []),
    (REB_EN, "bagaimana caranya?", ["rebate"], []),
    (PROT_EN, "sampai kapan berlakunya?", ["sampai kapan", "protect"], []),
    (PROT_ID, "when does that end?", ["end", "proteksi"], []),
    (PROT_ID, "dulu berapa?", ["berapa", "proteksi"], []),
    (SEAT_EN, "apakah bisa ditambah?", ["ditambah", "Pro"], []),
    (SEAT_ID, "can we buy more?", ["more", "Pro"], []),
    (REF_ID, "what about affiliates?", ["Komisi", "affiliates"], []),
    (PASS, "how many times can I retake it?", ["retake", "exam"], [" it"]),
    (PASS, "berapa kali boleh diulang?", ["diulang", "exam"], []),
]
#: The same for another day, or another version.
AT_ANOTHER_TIME = [
    (PROT_ID, "what about in June?", ["proteksi"], ["June"], JUNE, ""),
    (PROT_EN, "dan bulan Juni?", ["protect"], ["Juni"], JUNE, ""),
    (PROT_EN, "and before July?", ["protect"], ["July"], JUNE, ""),
    (PROT_ID, "kalau sebelum Juli?", ["proteksi"], ["Juli"], JUNE, ""),
    (PROT_ID, "kalau per 1 Juni?", ["proteksi"], ["Juni"], date(2026, 6, 1), ""),
    (PROT_EN, "and last year?", ["protect"], ["year"], date(2025, 12, 31), ""),
    (PROT_ID, "tahun lalu berapa?", ["proteksi"], ["tahun"], date(2025, 12, 31), ""),
    (PROT_ID, "mulai Oktober?", ["proteksi"], ["Oktober"], date(2026, 10, 1), ""),
    (PROT_EN, "and from October?", ["protect"], ["October"], date(2026, 10, 1), ""),
    (PROT_EN, "what about next year?", ["protect"], ["year"], date(2027, 1, 1), ""),
    (PROT_ID, "kalau di v1?", ["proteksi"], ["v1"], None, "v1"),
    (PROT_EN, "since v2?", ["protect"], ["v2"], None, "v2"),
    (MIN_ID, "kalau bulan Mei?", ["minimum", "deal"], ["Mei"], date(2026, 5, 31), ""),
    (PROT_EN, "what was it in May?", ["protect"], ["May"], date(2026, 5, 31), ""),
    (PROT_ID, "waktu Mei berapa?", ["proteksi"], ["Mei"], date(2026, 5, 31), ""),
    (PROT_EN, "in Q2?", ["protect"], ["Q2"], JUNE, ""),
    (PROT_ID, "kuartal lalu?", ["proteksi"], ["kuartal"], JUNE, ""),
    (PROT_EN, "as of 1 July?", ["protect"], ["July"], date(2026, 7, 1), ""),
    (SEAT_EN, "per 15 Agustus 2026?", ["seats"], ["Agustus"], date(2026, 8, 15), ""),
    (
        REB_ID,
        "and in July for distributors?",
        ["Rebate", "distributors"],
        ["reseller", "July"],
        date(2026, 7, 31),
        "",
    ),
]
#: What asks something new, or nothing.
OF_ITS_OWN = [
    (SSO, "berapa lama backup disimpan?"),
    (SEAT_ID, "Kapan penghasilan bulan September dibayar?"),
    (SEAT_EN, "How long is a customer protected after approval?"),
    (SEAT_EN, "Who decides about deal registrations?"),
    (PROT_ID, "Komisi referral untuk mitra Silver berapa?"),
    (PROT_EN, "What does Pro cost?"),
    (REF_ID, "Apakah Pro mendukung single sign-on?"),
    (PROT_EN, "Berapa harga Pro per seat?"),
    (SEAT_EN, "Which courses are needed for Gold?"),
    (SEAT_ID, "kenapa?"),
    (SEAT_ID, "terus?"),
    (SEAT_EN, "what about it?"),
    (SEAT_EN, "ok"),
    (SEAT_ID, "Minimal nilai deal berapa ya?"),
    (PROT_EN, "what are the requirements for Gold?"),
    (SEAT_EN, "apa yang dimaksud dengan pendaftaran ganda?"),
    (REF_EN, "When are the earnings of a month paid out?"),
    (PROT_ID, "logo mitra bisa diunduh di mana?"),
    (REB_EN, "can deals be extended?"),
]


def asked(earlier: Earlier, sentence: str, language: Language) -> tuple[Part, ...]:
    read = Reader(language, "IDR", NOW)
    return following(sentence, earlier, KINDS, read, marked=follows(sentence))


def asks(part: Part, holds: list[str], lacks: list[str]) -> bool:
    question = part.question.casefold()
    return all(word.casefold() in question for word in holds) and not any(
        word.casefold() in question for word in lacks
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("earlier", "sentence", "holds", "lacks"), OF_ANOTHER)
def test_it_asks_about_another_or_for_something_else(
    earlier: str, sentence: str, holds: list[str], lacks: list[str], language: Language
) -> None:
    part, *_ = asked(Earlier(earlier), sentence, language)
    assert asks(part, holds, lacks), part


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("earlier", "sentence", "holds", "lacks", "day", "version"), AT_ANOTHER_TIME
)
def test_it_asks_the_same_for_another_time(
    earlier: str,
    sentence: str,
    holds: list[str],
    lacks: list[str],
    day: date | None,
    version: str,
    language: Language,
) -> None:
    part, *_ = asked(Earlier(earlier), sentence, language)
    assert asks(part, holds, lacks), part
    assert (part.day, part.version) == (day, version)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("earlier", "sentence"), OF_ITS_OWN)
def test_what_stands_alone_does_not_drag_the_old_subject_in(
    earlier: str, sentence: str, language: Language
) -> None:
    found = asked(Earlier(earlier), sentence, language)
    assert not found or (found[0].alone_first and found[0].alone == sentence.strip(" ?.!,"))


def test_the_day_is_carried_over_until_another_is_named() -> None:
    earlier = Earlier(REF_EN, JUNE)
    assert asked(earlier, "and for Silver?", Language.EN)[0].day == JUNE
    assert asked(earlier, "and now?", Language.EN)[0].day is None


def test_two_names_are_two_questions() -> None:
    gold, silver = asked(Earlier(MDF_ID), "kalau Gold dan Platinum?", Language.ID)
    assert "Gold" in gold.question
    assert "Platinum" in silver.question


def test_a_name_that_took_a_products_place_is_taken_for_one() -> None:
    (part,) = asked(Earlier(SEAT_ID), "kalau yang Basic?", Language.ID)
    assert part.product == "Basic"
    read, kinds = Reader(Language.ID, "IDR", NOW), {**KINDS, PRODUCTS: ["Pro", part.product]}
    (price,) = following("berapa harganya?", Earlier(part.question), kinds, read)
    assert (price.question, price.about) == ("berapa harganya Basic", ("Basic",))
