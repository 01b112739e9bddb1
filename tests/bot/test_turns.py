"""What holds for every message, whatever the capability."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from bot.assistant import Assistant
from handlers.conversation.handler import Handler
from handlers.conversation.manners import CHOSEN
from handlers.conversation.message import File, Opened, Pressed, Said, Submitted
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.routing import Router
from handlers.conversation.turn import Encounter, Turn
from handlers.conversation.understanding import Example, Understanding
from storage.people import EVERYONE, Role
from storage.store import Store
from storage.values import Language, Platform
from tests import catalogues
from tests.chat import Chat
from tests.conftest import NOW, People

trial = Handler("trial")


@trial.intent("count", roles=EVERYONE)
def count(turn: Turn, sentence: str) -> Reply:
    times = turn.topic.get("times", 0) + 1
    turn.remember("trial", times=times)
    return Reply(f"counted {times}")


@trial.intent("secret", roles=EVERYONE)
def secret(turn: Turn, sentence: str) -> Reply:
    turn.ask("trial.more", about="secret")
    return Reply("the secret is 42", (Paragraph("forty-two"),), private=True)


@trial.intent("decide", roles=frozenset({Role.CHANNEL_MANAGER}), sensitive=True)
def decide(turn: Turn, sentence: str) -> Reply:
    return Reply("decided")


@trial.intent("tally", roles=EVERYONE)
def tally(turn: Turn, sentence: str) -> Reply:
    return Reply(f"tallied {sentence}")


@trial.intent("burn", roles=EVERYONE)
def burn(turn: Turn, sentence: str) -> Reply:
    turn.person.name = "burnt"
    raise RuntimeError("a password is in this message")


@trial.answer("more", roles=EVERYONE)
def more(turn: Turn, sentence: str) -> Reply | None:
    if not sentence.startswith("more"):
        return None
    about = turn.draft["about"]
    turn.forget_question()
    return Reply(f"more about {about}")


@trial.follow_up(roles=EVERYONE)
def why(turn: Turn, sentence: str) -> Reply:
    return Reply(f"because I counted {turn.topic['times']}")


@trial.form("paper", roles=EVERYONE)
def paper(turn: Turn, values: Mapping[str, str]) -> Reply:
    return Reply(f"read {values['line']} about {turn.subject}")


@trial.stranger
def stranger(encounter: Encounter, sentence: str) -> Reply:
    return Reply("we have not met")


EXAMPLES = {
    "trial.count": ("please count one more", "count again for me", "count up or down"),
    "trial.tally": ("keep a tally of it", "the tally please", "count up or down"),
    "trial.secret": ("tell me the secret word", "what is the secret", "reveal the secret now"),
    "trial.decide": ("decide the matter", "take the decision now", "make a decision please"),
    "trial.burn": ("burn the house down", "set it on fire", "burn everything to ashes"),
}


WORDS = '[replies]\ntitle_count = "Count"\ntitle_tally = "Keep a tally"\n'


@pytest.fixture(scope="module", autouse=True)
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("trial") / "text"
    with catalogues.added(folder, "trial", dict.fromkeys(Language, WORDS)):
        yield


@pytest.fixture(scope="module")
def trial_router(words: None) -> Router:
    examples = [
        Example(sentence, intent, Language.EN)
        for intent, sentences in EXAMPLES.items()
        for sentence in sentences
    ]
    return Router(Registry([trial]), Understanding.learn(examples))


@pytest.fixture
def assistant(store: Store, trial_router: Router) -> Assistant:
    return Assistant(store, Registry([trial]), trial_router, clock=lambda: NOW)


def test_a_redelivered_event_has_one_effect_and_the_same_answer(chat: People) -> None:
    rina = chat("rina")
    rina.says("please count one more", event="Ev-1").hears("counted 1")
    rina.says("please count one more", event="Ev-1").hears("counted 1")
    assert rina.answered.again
    rina.says("please count one more", event="Ev-2").hears("counted 2")


def test_an_event_of_another_platform_is_another_event(chat: People) -> None:
    chat("rina").says("please count one more", event="Ev-1").hears("counted 1")
    chat("rina", Platform.SLACK).says("please count one more", event="Ev-1").hears("counted 1")


def test_a_follow_up_knows_what_was_said_also_after_a_restart(
    chat: People, store: Store, trial_router: Router
) -> None:
    chat("rina").says("please count one more")
    restarted = Assistant(store, Registry([trial]), trial_router, clock=lambda: NOW)
    Chat(restarted, "rina").says("why?").hears("because I counted 1")


def test_nobody_elses_follow_up_leans_on_my_topic(chat: People) -> None:
    chat("rina").says("please count one more")
    chat("dewi").says("please count one more").hears("counted 1")


def test_a_private_answer_leaves_the_channel(chat: People, store: Store) -> None:
    rina = chat("rina", Platform.SLACK).in_channel("general")
    rina.says("tell me the secret word").hears("in private").does_not_hear("42", "forty")
    with store.reading() as records:
        (moved,) = records.deliveries.since(0)[-1:]
        assert (moved.user, moved.channel, moved.person_id is None) == ("rina", "", False)
        assert moved.reply is not None
        assert moved.reply["title"] == "the secret is 42"


def test_what_was_asked_in_private_is_answered_there(chat: People) -> None:
    chat("rina", Platform.SLACK).in_channel("general").says("tell me the secret word")
    chat("rina", Platform.SLACK).says("more please").hears("more about secret")


def test_a_sentence_that_is_no_answer_is_read_afresh(chat: People) -> None:
    rina = chat("rina").says("tell me the secret word")
    rina.says("please count one more").hears("counted 1")


def test_what_may_mean_two_things_is_asked_about(chat: People) -> None:
    siti = chat("siti").says("count up or down").hears("Which one")
    siti.does(Pressed(CHOSEN, "trial.tally")).hears("tallied count up or down")


def test_it_is_asked_also_while_a_question_waits(chat: People) -> None:
    siti = chat("siti").says("tell me the secret word")
    siti.says("count up or down").hears("Which one")


def test_a_role_that_may_not_is_refused_and_logged(chat: People, store: Store) -> None:
    chat("rina").says("decide the matter").hears("cannot do that").does_not_hear("decided")
    chat("maya").says("decide the matter").hears("decided")
    with store.reading() as records:
        assert [entry.outcome for entry in records.audit.of("trial.decide")] == [
            "refused",
            "done",
        ]


def test_a_surprise_is_one_sentence_with_a_reference_and_changes_nothing(
    chat: People, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    rina = chat("rina").says("please burn the house down, all of it")
    rina.hears("E-", "a person").does_not_hear("password", "RuntimeError", "Traceback")
    assert "password" not in caplog.text
    with store.reading() as records:
        assert records.people.with_handle("burnt") is None
        found = records.people.with_handle("rina")
        assert found is not None
        assert found.name == "Rina"


def test_the_same_surprise_again_is_told_once_more_the_same(chat: People) -> None:
    rina = chat("rina")
    first = rina.says("burn the house down", event="Ev-9").reply
    assert rina.says("burn the house down", event="Ev-9").reply == first


def test_words_are_heard_also_when_the_database_is_gone(
    chat: People, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    siti = chat("siti")

    def gone() -> None:
        raise ConnectionError("the database is gone")

    monkeypatch.setattr(store, "_writers", gone)
    siti.says("please count one more").hears("E-", "nothing was changed")


def test_strangers_hear_one_text_whatever_they_do(chat: People) -> None:
    joko = chat("joko")
    for act in (
        Said("tell me the secret word"),
        Pressed("help.anything", "1"),
        Submitted("trial.paper", {"line": "x"}),
        Opened(),
        Said(""),
        Said("x" * 5_000),
    ):
        joko.does(act).hears("we have not met")


def test_a_person_who_left_is_a_stranger(chat: People, store: Store) -> None:
    rina = chat("rina").says("please count one more")
    with store.transaction() as records:
        person = records.people.with_handle("rina")
        assert person is not None
        person.active = False
    rina.says("please count one more").hears("we have not met")


def test_a_button_of_yesterday_says_so(chat: People) -> None:
    chat("siti").does(Pressed("help.gone", "1")).hears("no longer available")
    chat("siti").does(Submitted("help.gone", {})).hears("no longer available")


def test_a_form_carries_its_subject(chat: People) -> None:
    chat("siti").does(Submitted("trial.paper", {"line": "a"}, "7")).hears("read a about 7")


class TestWhatCannotBeRead:
    def test_too_long(self, chat: People) -> None:
        chat("siti").says("please count one more " * 250).hears("5,500", "4,000")

    def test_only_an_emoji(self, chat: People) -> None:
        chat("siti").says("🙏🏽🎉").hears("in words")

    def test_nothing_at_all(self, chat: People) -> None:
        chat("siti").says("   ").hears("in words")

    def test_only_a_picture(self, chat: People) -> None:
        picture = File("faktur.png", "image/png", 1000)
        chat("siti").says("", picture).hears("cannot read it", "person")

    def test_an_edit_never_acts_twice(self, chat: People) -> None:
        siti = chat("siti").says("please count one more")
        siti.does(Said("count again for me", edited=True)).hears("edited")
        siti.says("please count one more").hears("counted 2")
