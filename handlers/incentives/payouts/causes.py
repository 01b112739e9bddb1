"""What a bank's reason code means in plain words, as the key of a sentence."""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """Why a bank did not pay, or sent the money back."""

    ACCOUNT_WRONG = "account_wrong"
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_BLOCKED = "account_blocked"
    NAME_MISMATCH = "name_mismatch"
    ADDRESS_INCOMPLETE = "address_incomplete"
    BANK_WRONG = "bank_wrong"
    OUR_ACCOUNT = "our_account"
    OUR_FUNDS = "our_funds"
    OUR_APPROVAL = "our_approval"
    AMOUNT = "amount"
    CURRENCY = "currency"
    DUPLICATE = "duplicate"
    DATE = "date"
    FORMAT = "format"
    REGULATION = "regulation"
    NOT_ALLOWED = "not_allowed"
    HOLDER_DECEASED = "holder_deceased"
    REFUSED_BY_PAYEE = "refused_by_payee"
    CANCELLED = "cancelled"
    TECHNICAL = "technical"
    NOT_SAID = "not_said"


#: The codes of ISO 20022's lists of status and return reasons that credit transfers meet.
CODES = {
    Cause.ACCOUNT_WRONG: "AC01 AC03 AC14 AC15 BE16",
    Cause.ACCOUNT_CLOSED: "AC04 AC07",
    Cause.ACCOUNT_BLOCKED: "AC06 AC08",
    Cause.NAME_MISMATCH: "BE01 BE06 BE08 BE22 BE24",
    Cause.ADDRESS_INCOMPLETE: "BE04 BE09 BE10 BE11 RR03",
    Cause.BANK_WRONG: "RC01 RC03 RC04 RC07 RC08 AGNT CNOR DNOR ERIN RC10 RC11",
    Cause.OUR_ACCOUNT: "AC02 AC05 AC10 AC12 AC13 BE05 BE07 RR01 RR02",
    Cause.OUR_FUNDS: "AM04 AM23",
    Cause.OUR_APPROVAL: "AM14 AM21 DS02 DS04 DS06 DS0A DS0H",
    Cause.AMOUNT: "AM01 AM02 AM06 AM07 AM09 AM10 AM12 AM13",
    Cause.CURRENCY: "AM03 AM11 AC09 CURR",
    Cause.DUPLICATE: "AM05 DU01 DU02 DU03 DU04 DU05 DUPL",
    Cause.DATE: "DT01 DT02 DT04 DT05 DT06 CH03 CH04 TM01",
    Cause.FORMAT: "FF01 FF02 FF03 FF04 FF05 FF07 CH07 CH11 CH16 CH17 CH21 ED03 RF01 BE14 BE15",
    Cause.REGULATION: "RR04 RR05 RR06 RR07 RR08 RR09 RR10 RR11 RR12 FR01 LEGL",
    Cause.NOT_ALLOWED: "AG01 AG02 AG03 AG07 AG08 SVNR SL01 SL11 SL12",
    Cause.HOLDER_DECEASED: "MD07",
    Cause.REFUSED_BY_PAYEE: "SL13 SL14 BE23 NOAS",
    Cause.CANCELLED: "CUST DS24 FOCR CN01",
    Cause.TECHNICAL: (
        "TECH ED01 ED05 ED06 TS01 TS04 AB01 AB02 AB03 AB04 AB05 AB06 AB07 AB08 AB09 AB10 ARDT"
    ),
    Cause.NOT_SAID: "MS02 MS03 NARR",
}
MEANT = {code: cause for cause, codes in CODES.items() for code in codes.split()}


def cause(code: str) -> Cause:
    """A code of a bank's own says nothing in plain words: its text is shown as it is."""
    return MEANT.get(code, Cause.NOT_SAID)
