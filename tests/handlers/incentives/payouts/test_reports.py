from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handlers.incentives.payouts.answered import read
from handlers.incentives.payouts.answers import Answer, Answers, Fault, Faulty, Refusal, State
from storage.values import Money
from tests.handlers.incentives.payouts.making import idr, ordered, payee

ORDER = ordered(
    payee(idr(1), id="andi"), payee(idr(2), id="rini"), payee(Money(300, "USD"), id="sari")
)
A, B, C = (payment.reference for payment in ORDER.payments)
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"


def report(*parts: str, group: str = "", order: str = "PO-2026-09") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{NAMESPACE}"><CstmrPmtStsRpt>'
        "<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-10-16T08:00:00+07:00</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{order}</OrgnlMsgId>"
        f"<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>"
        f"{''.join(parts)}</CstmrPmtStsRpt></Document>"
    )


def group(currency: str, *payments: str, status: str = "") -> str:
    return (
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>PO-2026-09-{currency}</OrgnlPmtInfId>{status}"
        f"{''.join(payments)}</OrgnlPmtInfAndSts>"
    )


def payment(reference: str, status: str, why: str = "") -> str:
    return (
        f"<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId>"
        f"<TxSts>{status}</TxSts>{why}</TxInfAndSts>"
    )


def because(code: str, *texts: str) -> str:
    more = "".join(f"<AddtlInf>{text}</AddtlInf>" for text in texts)
    return f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn>{more}</StsRsnInf>"


def answers(content: str, *settled: str) -> Answers:
    found = read(content.encode(), ORDER, frozenset(settled))
    assert isinstance(found, Answers)
    return found


class TestAReport:
    def test_says_what_became_of_each_payment(self) -> None:
        told = report(
            group("IDR", payment(A, "ACSC"), payment(B, "RJCT", because("AC04", "Shut", "2025"))),
            group("USD", payment(C, "PDNG")),
            group="<GrpSts>PART</GrpSts>",
        )
        assert answers(told) == Answers(
            (
                Answer(A, State.SETTLED),
                Answer(B, State.FAILED, "AC04", "Shut 2025"),
                Answer(C, State.WAITING),
            )
        )

    @pytest.mark.parametrize(
        ("status", "state"),
        [
            ("ACSC", State.SETTLED),
            ("ACCC", State.SETTLED),
            ("ACSP", State.WAITING),
            ("ACTC", State.WAITING),
            ("RJCT", State.FAILED),
            ("CANC", State.FAILED),
        ],
    )
    def test_speaks_of_the_whole_order(self, status: str, state: State) -> None:
        found = answers(report(group=f"<GrpSts>{status}</GrpSts>"))
        assert [answer.state for answer in found.answers] == [state] * 3

    def test_refuses_the_whole_order_with_one_reason(self) -> None:
        found = answers(report(group=f"<GrpSts>RJCT</GrpSts>{because('FF01')}"))
        assert {(answer.state, answer.code) for answer in found.answers} == {
            (State.FAILED, "FF01")
        }

    def test_speaks_of_a_currency(self) -> None:
        told = report(
            group("IDR", payment(B, "ACSC"), status="<PmtInfSts>ACSP</PmtInfSts>"),
            group("USD", status=f"<PmtInfSts>RJCT</PmtInfSts>{because('AM04')}"),
            group="<GrpSts>ACTC</GrpSts>",
        )
        assert answers(told).answers == (
            Answer(A, State.WAITING),
            Answer(B, State.SETTLED),
            Answer(C, State.FAILED, "AM04"),
        )

    def test_may_name_a_payment_without_a_word_of_its_own(self) -> None:
        named = f"<TxInfAndSts><OrgnlEndToEndId>{C}</OrgnlEndToEndId></TxInfAndSts>"
        refused = group("USD", named, status=f"<PmtInfSts>RJCT</PmtInfSts>{because('AM04')}")
        assert answers(report(refused)).answers == (Answer(C, State.FAILED, "AM04"),)
        (fault,) = answers(report(group("USD", named))).faulty
        assert fault == Faulty(1, C, Fault.UNKNOWN_STATE)

    def test_may_come_after_the_money_went(self) -> None:
        told = report(group("IDR", payment(A, "RJCT", because("MD07"))))
        assert answers(told, A).answers == (Answer(A, State.RETURNED, "MD07"),)

    def test_may_name_a_payment_by_its_instruction_and_a_reason_of_its_own(self) -> None:
        told = report(
            group(
                "IDR",
                f"<TxInfAndSts><OrgnlInstrId>{A}</OrgnlInstrId><TxSts>RJCT</TxSts><StsRsnInf>"
                "<Rsn><Prtry>X 17</Prtry></Rsn></StsRsnInf></TxInfAndSts>",
                payment(B, "RJCT", "<StsRsnInf/>"),
            )
        )
        assert answers(told).answers == (
            Answer(A, State.FAILED, "X 17"),
            Answer(B, State.FAILED),
        )

    def test_names_what_it_says_of_others(self) -> None:
        told = report(
            group("IDR", payment("X-1", "ACSC"), payment(A, "HUH?"), payment(B, "ACSC")),
            group("EUR", status="<PmtInfSts>ACSC</PmtInfSts>"),
        )
        assert answers(told) == Answers(
            (Answer(B, State.SETTLED),),
            (
                Faulty(1, "X-1", Fault.UNKNOWN_REFERENCE),
                Faulty(2, A, Fault.UNKNOWN_STATE),
                Faulty(0, "PO-2026-09-EUR", Fault.UNKNOWN_REFERENCE),
            ),
        )

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_may_be_written_in_any_usual_encoding(self, encoding: str) -> None:
        told = report(group("IDR", payment(A, "ACSC")))
        content = told.replace(
            'encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"'
        ).encode(encoding)
        found = read(content, ORDER)
        assert isinstance(found, Answers)
        assert found.answers == (Answer(A, State.SETTLED),)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DEEP = "<a>" * 5000 + "</a>" * 5000


class TestAHostileDocument:
    @pytest.mark.parametrize(
        "content",
        [
            f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]><d>&l9;</d>',
            '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
            '<!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd"><d/>',
            "<!DOCTYPE d><d/>",
            DEEP,
            report(DEEP),
            f"<d>{'<a/>' * 500_000}</d>",
        ],
        ids=["laughs", "file", "address", "type", "deep", "deep inside", "heap"],
    )
    def test_is_not_read(self, content: str) -> None:
        assert read(content.encode(), ORDER) is Refusal.UNSAFE
        wide = content.replace("UTF-8", "UTF-16").encode("utf-16")
        assert read(wide, ORDER) is Refusal.UNSAFE

    def test_is_not_even_parsed_when_it_is_huge(self) -> None:
        assert read(b"<d>" + b" " * 16_000_000 + b"</d>", ORDER) is Refusal.TOO_LARGE

    @pytest.mark.parametrize(
        "content",
        [
            b"<",
            b"<d>",
            b"<d>&x;</d>",
            b"<d>\x00</d>",
            b'<?xml version="1.0" encoding="utf-7"?><d/>',
            b'<?xml version="1.0" encoding="shift_jis"?><d/>',
            b'<?xml version="1.0" encoding="no"?><d/>',
        ],
    )
    def test_is_refused_when_it_is_broken(self, content: bytes) -> None:
        assert read(content, ORDER) is Refusal.UNREADABLE

    @pytest.mark.parametrize(
        "content",
        [
            "<d/>",
            "<Document><CstmrPmtStsRpt/></Document>",
            '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>',
            f'<Document xmlns="{NAMESPACE}"/>',
            f'<Document xmlns="{NAMESPACE}"><Other/></Document>',
        ],
    )
    def test_is_refused_when_it_is_something_else(self, content: str) -> None:
        assert read(content.encode(), ORDER) is Refusal.NOT_AN_ANSWER

    @pytest.mark.parametrize("order", ["PO-2026-08", "", "po-2026-09"])
    def test_is_refused_when_it_answers_another_order(self, order: str) -> None:
        told = report(group("IDR", payment(A, "ACSC")), order=order)
        assert read(told.encode(), ORDER) is Refusal.ANOTHER_ORDER


@settings(max_examples=1000, deadline=None)
@given(content=some.binary(max_size=200) | some.text(max_size=200).map(str.encode))
def test_nothing_is_made_of_nonsense(content: bytes) -> None:
    found = read(content, ORDER)
    assert isinstance(found, Refusal) or found.answers == ()


@settings(max_examples=300, deadline=None)
@given(data=some.data())
def test_a_damaged_report_never_breaks_the_reader(data: some.DataObject) -> None:
    whole = report(group("IDR", payment(A, "ACSC"), payment(B, "RJCT", because("AC04")))).encode()
    start = data.draw(some.integers(0, len(whole)))
    length = data.draw(some.integers(0, 40))
    damaged = whole[:start] + data.draw(some.binary(max_size=20)) + whole[start + length :]
    found = read(damaged, ORDER)
    if isinstance(found, Answers):
        assert {answer.reference for answer in found.answers} <= {A, B, C}
