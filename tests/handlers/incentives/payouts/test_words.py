from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.conversation.text import Text
from handlers.incentives.payouts.answers import Answer, Fault, Faulty, Refusal, State
from handlers.incentives.payouts.causes import Cause
from handlers.incentives.payouts.preparing import prepare
from handlers.incentives.payouts.table import COLUMNS
from handlers.incentives.payouts.values import Fact, Profile, Reason, Terms, Waiting
from handlers.incentives.payouts.words import CATALOGUE, answered, faulty, refused, waits
from storage.values import Language
from tests.handlers.incentives.payouts.making import PPH, idr, payee

TEXTS = {language: Text.load(CATALOGUE, language) for language in Language}
(WAITING,) = prepare(
    "PO-1", [payee(idr(70), profile=Profile(), withholding=PPH)], Terms({"IDR": idr(100)})
).waiting


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(Language))
class TestEveryLanguage:
    @pytest.mark.parametrize("reason", Reason)
    def test_has_words_for_each_reason(self, text: Text, reason: Reason) -> None:
        (said,) = waits(replace(WAITING, reasons=(reason,), missing=tuple(Fact)), text)
        assert said.endswith(".")

    @pytest.mark.parametrize("cause", Cause)
    def test_has_words_for_each_cause(self, text: Text, cause: Cause) -> None:
        assert text(f"cause_{cause}").endswith(".")

    @pytest.mark.parametrize("state", State)
    def test_has_words_for_each_state(self, text: Text, state: State) -> None:
        assert answered(Answer("PO-1-X", state), text)

    @pytest.mark.parametrize("fault", Fault)
    def test_has_words_for_each_fault(self, text: Text, fault: Fault) -> None:
        assert "PO-1-X" in faulty(Faulty(7, "PO-1-X", fault), text)
        assert "7" in faulty(Faulty(7, "PO-1-X", fault), text)
        assert "0" not in faulty(Faulty(0, "PO-1-X", fault), text)

    @pytest.mark.parametrize("refusal", Refusal)
    def test_has_words_for_each_refusal(self, text: Text, refusal: Refusal) -> None:
        assert refused(refusal, text).endswith(".")

    def test_has_no_words_to_spare(self, text: Text) -> None:
        used = {
            *(f"column_{name}" for name in COLUMNS),
            *(f"wait_{reason}" for reason in Reason),
            *(f"fact_{fact}" for fact in Fact),
            *(f"state_{state}" for state in State),
            *(f"cause_{cause}" for cause in Cause),
            *(f"fault_{fault}" for fault in Fault),
            *(f"refused_{refusal}" for refusal in Refusal),
            *("bank_said", "row", "whole_group"),
        }
        assert text.replies.keys() == used


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        (
            Language.EN,
            "Rp 70 is below the smallest payment of Rp 100.",
            "The payout profile is not complete: the account holder's name; the town",
        ),
        (
            Language.ID,
            "Rp 70 masih di bawah pembayaran terkecil, yaitu Rp 100.",
            "Profil pembayaran belum lengkap: nama pemilik rekening; kota",
        ),
    ],
)
def test_each_reason_is_said(language: Language, first: str, second: str) -> None:
    said = waits(WAITING, TEXTS[language])
    assert said[0].startswith(first)
    assert said[1].startswith(second)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer("r", State.SETTLED), "Paid."),
        (
            Answer("r", State.FAILED, "AC04", "CLOSED 2025"),
            "Not paid. The account is closed. Ask the payee for another one. "
            "The bank wrote: AC04 CLOSED 2025.",
        ),
        (
            Answer("r", State.RETURNED),
            "Paid, but the money came back. The bank gave no reason that we know. "
            "Ask the bank before it is sent again.",
        ),
        (
            Answer("r", State.WAITING, "", "Checking"),
            "The bank is still working on it. The bank wrote: Checking.",
        ),
    ],
)
def test_an_answer_in_words(answer: Answer, said: str) -> None:
    assert answered(answer, TEXTS[Language.EN]) == said


def test_a_waiting_payee_is_carried_forward() -> None:
    assert isinstance(WAITING, Waiting)
    assert WAITING.carried == idr(70)
