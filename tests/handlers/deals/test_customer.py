from __future__ import annotations

import pytest

from handlers.deals.customer import normal_domain, normal_name, normal_tax_id, signs


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("PT Cahaya Abadi", "cahaya abadi"),
        ("Cahaya Abadi Tbk", "cahaya abadi"),
        ("P.T. CAHAYA  ABADI, Tbk.", "cahaya abadi"),
        ("cahaya-abadi", "cahaya abadi"),
        ("PT. Bank Rakyat (Persero) Tbk", "bank rakyat"),
        ("Perseroan Terbatas Cahaya Abadi", "cahaya abadi"),
        ("CV Maju & Jaya", "maju dan jaya"),
        ("Maju and Jaya Ltd.", "maju dan jaya"),
        ("UD. Tani", "tani"),
        ("Kreasi U.D.", "kreasi"),
        ("Acme S.p.A.", "acme"),
        ("Acme GmbH & Co. KG", "acme"),
        ("Acme Sp. z o.o.", "acme"),
        ("Kopi Kita Sdn Bhd", "kopi kita"),
        ("Société Générale SA", "societe generale"),
        ("O'Neil Co., Ltd", "oneil"),
        ("Ａｃｍｅ Inc", "acme"),
        ("PT", "pt"),
        ("株式会社 トヨタ", "株式会社 トヨタ"),
        ("Indofood CBP Sukses Makmur", "indofood cbp sukses makmur"),
        ("Koperasi Maju", "koperasi maju"),
        ("", ""),
    ],
)
def test_a_name_without_its_legal_form(name: str, normal: str) -> None:
    assert normal_name(name) == normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Indofood CBP Sukses Makmur", "Indofood Sukses Makmur"),
        ("Bank Raya Indonesia", "Bank Rakyat Indonesia (Persero)"),
        ("PT Maju", "PT Maju Bersama"),
    ],
)
def test_names_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert normal_name(one) != normal_name(other)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("https://www.CahayaAbadi.co.id/about?x=1", "cahayaabadi.co.id"),
        ("cahayaabadi.co.id", "cahayaabadi.co.id"),
        ("www.cahayaabadi.co.id.", "cahayaabadi.co.id"),
        ("gmail.com", ""),
        ("", ""),
    ],
)
def test_a_domain_is_a_host_of_their_own(written: str, normal: str) -> None:
    assert normal_domain(written) == normal


def test_the_old_and_the_new_tax_number_are_one() -> None:
    assert normal_tax_id("01.234.567.8-901.000") == normal_tax_id("0012345678901000")


def test_a_customer_is_known_by_every_sign_that_is_given() -> None:
    assert signs("PT Cahaya Abadi", "ID", "cahayaabadi.co.id", "") == (
        "domain:cahayaabadi.co.id",
        "name:ID:cahaya abadi",
    )
    assert signs("", "ID", "", "") == ()


def test_the_same_name_in_another_country_is_another_customer() -> None:
    assert not set(signs("Acme", "ID", "", "")) & set(signs("Acme", "MY", "", ""))
