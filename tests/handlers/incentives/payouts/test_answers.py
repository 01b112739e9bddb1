from __future__ import annotations

import pytest

from handlers.incentives.payouts.answered import read
from handlers.incentives.payouts.answers import (
    Answer,
    Answers,
    Fault,
    Faulty,
    Refusal,
    State,
)
from handlers.incentives.payouts.causes import CODES, MEANT, Cause, cause
from tests.handlers.incentives.payouts.making import idr, ordered, payee

ORDER = ordered(*(payee(idr(1), id=name) for name in ("andi", "rini", "sari")))
A, B, C = (payment.reference for payment in ORDER.payments)


def answers(content: str, *settled: str) -> Answers:
    found = read(content.encode(), ORDER, frozenset(settled))
    assert isinstance(found, Answers)
    return found


class TestATable:
    def test_says_what_became_of_each_payment(self) -> None:
        table = (
            "reference,state,reason\r\n"
            f"{A},settled,\r\n"
            f"{B},failed,AC04 Rekening ditutup\r\n"
            f'{C},returned,"BE01: nama, salah"\r\n'
        )
        assert answers(table) == Answers(
            (
                Answer(A, State.SETTLED),
                Answer(B, State.FAILED, "AC04", "Rekening ditutup"),
                Answer(C, State.RETURNED, "BE01", "nama, salah"),
            )
        )

    def test_may_have_its_columns_and_separator_as_the_bank_likes(self) -> None:
        table = f"\ufeffState; Amount ;REFERENCE\n Failed ;1,00; {A} \n\n;;\n"
        assert answers(table).answers == (Answer(A, State.FAILED),)

    def test_keeps_a_reason_without_a_code(self) -> None:
        table = f"reference,state,reason\n{A},failed,Rekening tidak aktif\n{B},failed,ZZ99 why\n"
        first, second = answers(table).answers
        assert (first.code, first.text) == ("", "Rekening tidak aktif")
        assert (second.code, second.text) == ("", "ZZ99 why")

    def test_takes_the_good_rows_and_names_the_others(self) -> None:
        table = f"reference,state\n{A},settled\nX-1,settled\n{B},maybe\n{C}\n"
        assert answers(table) == Answers(
            (Answer(A, State.SETTLED),),
            (
                Faulty(3, "X-1", Fault.UNKNOWN_REFERENCE),
                Faulty(4, B, Fault.UNKNOWN_STATE),
                Faulty(5, C, Fault.UNKNOWN_STATE),
            ),
        )

    def test_that_says_two_things_of_one_payment_says_nothing(self) -> None:
        table = f"reference,state\n{A},settled\n{A},failed\n{A},settled\n" + f"{B},settled\n" * 2
        assert answers(table) == Answers(
            (Answer(B, State.SETTLED),), (Faulty(3, A, Fault.SAID_TWICE),)
        )

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", Refusal.UNREADABLE),
            (b"\xff\x00\xfe", Refusal.UNREADABLE),
            (b'reference,state\n"x', Refusal.UNREADABLE),
            (b"reference,reason\n", Refusal.NOT_AN_ANSWER),
            (b"name,amount\nx,1\n", Refusal.NOT_AN_ANSWER),
            (b"reference,state\n" * 1_100_000, Refusal.TOO_LARGE),
        ],
    )
    def test_that_cannot_be_one_is_refused(self, content: bytes, refusal: Refusal) -> None:
        assert read(content, ORDER) is refusal


class TestWhatHadSettled:
    def test_has_come_back_when_it_fails_later(self) -> None:
        (answer,) = answers(f"reference,state,reason\n{A},failed,AC06\n", A).answers
        assert answer == Answer(A, State.RETURNED, "AC06")
        assert answer.cause is Cause.ACCOUNT_BLOCKED

    def test_does_not_wait_again(self) -> None:
        assert answers(f"reference,state\n{A},waiting\n", A).answers == (Answer(A, State.SETTLED),)


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("AC01", Cause.ACCOUNT_WRONG),
        ("AC04", Cause.ACCOUNT_CLOSED),
        ("AM04", Cause.OUR_FUNDS),
        ("AM05", Cause.DUPLICATE),
        ("BE01", Cause.NAME_MISMATCH),
        ("RC01", Cause.BANK_WRONG),
        ("MS03", Cause.NOT_SAID),
        ("BANK-7", Cause.NOT_SAID),
        ("", Cause.NOT_SAID),
    ],
)
def test_a_code_in_plain_words(code: str, meant: Cause) -> None:
    assert cause(code) is meant


def test_only_what_failed_or_came_back_has_a_cause() -> None:
    assert Answer(A, State.SETTLED, "AC01").cause is None
    assert Answer(A, State.FAILED).cause is Cause.NOT_SAID


def test_each_cause_has_codes_and_each_code_one_cause() -> None:
    assert set(CODES) == set(Cause)
    codes = [code for codes in CODES.values() for code in codes.split()]
    assert len(codes) == len(MEANT)
    assert all(len(code) == 4 and code.isalnum() and code.isupper() for code in codes)
