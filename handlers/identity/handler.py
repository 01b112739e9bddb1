"""Says who somebody is, speaks the language they like, and invites members to link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from handlers.conversation.form import Form, TextField
from handlers.conversation.handler import Handler
from handlers.conversation.reply import (
    AskWith,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
)
from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from handlers.identity import codes
from handlers.identity.strangers import meet
from storage.invitations import Invitation
from storage.people import EVERYONE, Person, Role
from storage.values import Language

identity = Handler("identity")
identity.stranger(meet)

#: *I don't speak Indonesian*, *dari bahasa Inggris ke ...*: the language that is left.
NOT_THIS = re.compile(
    r"\b(?:do not|don['’]?t|cannot|can['’]?t|not|no|never|stop|instead of|from|jangan|bukan|tidak"
    r"|nggak|gak|ga|dari)\s+(?:(?:speak|speaking|understand|use|using|in|want|like|bisa|mau|pakai"
    r"|pake|ngerti|mengerti|bahasa)\s+)*\w+",
    re.IGNORECASE,
)
A_NAME = re.compile(r"(?<=\w\s)[A-Z][a-z]+")
INVITERS = frozenset({Role.CHANNEL_MANAGER, Role.SUPPORT, Role.ADMINISTRATOR})


@identity.intent("who", roles=EVERYONE)
def who(turn: Turn, _: str) -> Reply:
    person, text = turn.person, turn.text
    accounts = turn.records.people.accounts(person.id)
    platforms = dict.fromkeys(text(f"on_{account.platform}") for account in accounts)
    facts = (
        Fact(text("company"), person.partner.name if person.partner else text("the_vendor")),
        Fact(text("role"), text(f"role_{person.role}")),
        Fact(text("language"), text(f"speak_{person.language}")),
        Fact(text("linked"), ", ".join(platforms)),
    )
    return Reply(text("you_are", name=person.name), (Facts(facts),), private=True)


@identity.intent("language", roles=EVERYONE)
def language(turn: Turn, sentence: str) -> Reply:
    wanted = NOT_THIS.sub(" ", sentence)
    named = [each for each in Language if turn.read.named(wanted, _names(each))]
    if len(named) == 1:
        return _speak(turn, named[0])
    buttons = (
        Button(Text.load("identity", each)("in_this"), "identity.speak", each) for each in Language
    )
    return Reply(turn.text("which_language"), (Buttons(tuple(buttons)),))


@identity.button("speak", roles=EVERYONE)
def speak(turn: Turn, value: str) -> Reply:
    return _speak(turn, Language(value))


@identity.written("code", codes.CODE, roles=EVERYONE)
def already_linked(turn: Turn, _: str) -> Reply:
    return Reply(turn.text("already", name=turn.person.name), private=True)


@identity.intent("invite", roles=INVITERS, sensitive=True)
def invite(turn: Turn, sentence: str) -> Reply:
    named = A_NAME.findall(sentence)
    error = turn.text("nobody") if named else ""
    return _invited(turn, sentence) or _ask(turn, " ".join(named), error)


@identity.form("invitation", roles=INVITERS, sensitive=True)
def submit(turn: Turn, values: Mapping[str, str]) -> Reply:
    named = values["who"].strip()
    return _invited(turn, named) or _ask(turn, named, turn.text("nobody"))


@identity.button("invite_person", roles=INVITERS, sensitive=True)
def invite_person(turn: Turn, value: str) -> Reply:
    chosen = [member for member in _members(turn) if str(member.id) == value]
    return _issue(turn, chosen[0]) if chosen else _ask(turn, "", turn.text("nobody"))


def _speak(turn: Turn, language: Language) -> Reply:
    turn.person.language = language
    text = Text.load("identity", language, turn.person.zone)
    return Reply(text("speaking"), (Paragraph(text("speaking_next")),))


def _names(language: Language) -> list[str]:
    """What people call a language, in every language."""
    return [
        name
        for spoken in Language
        for name in Text.load("identity", spoken)(f"called_{language}").split(", ")
    ]


def _invited(turn: Turn, sentence: str) -> Reply | None:
    """An invitation for the member that is named; a choice when several are called so."""
    members = _members(turn)
    called = {name for member in members for name in _called(member)}
    found = {each.value for each in turn.read.named(sentence, called)}
    meant = [member for member in members if found & set(_called(member))]
    if len(meant) == 1:
        return _issue(turn, meant[0])
    buttons = tuple(
        Button(_described(member), "identity.invite_person", str(member.id)) for member in meant
    )
    return Reply(turn.text("which_one"), (Buttons(buttons),), private=True) if meant else None


def _issue(turn: Turn, member: Person) -> Reply:
    """A new code, which nobody can look up again."""
    letters, text = codes.new(), turn.text
    rule = turn.records.rules.on("identity.invitation", turn.now.date()).value
    invitation = Invitation(
        person_id=member.id,
        code_hash=codes.hashed(letters),
        invited_by_id=turn.person.id,
        created_at=turn.now,
        expires_at=turn.now + timedelta(days=rule["days"]),
    )
    turn.records.invitations.issue(invitation)
    turn.audit("identity.invitation", f"person:{member.id}", "done")
    code = Fact(text("code"), codes.written(letters))
    facts = (code, Fact(text("until"), text.moment(invitation.expires_at)))
    title = text("invited", name=_described(member))
    blocks = (Facts(facts), Paragraph(text("pass_on", name=member.name)))
    return Reply(title, blocks, private=True, once=True)


def _members(turn: Turn) -> list[Person]:
    """Those who can be invited: staff get their accounts from an administrator."""
    return [person for person in turn.records.people.all() if person.partner and person.active]


def _called(member: Person) -> tuple[str, str]:
    return member.name, member.name.split()[0]


def _described(member: Person) -> str:
    return f"{member.name} ({member.company.name})"


def _ask(turn: Turn, value: str = "", error: str = "") -> Reply:
    text = turn.text
    who = TextField("who", text("member"), value=value, hint=text("member_hint"), error=error)
    form = Form("identity.invitation", text("title_invite"), (who,), text("open_form"))
    return Reply(text("whom"), (AskWith(text("open_form"), form),), private=True)
