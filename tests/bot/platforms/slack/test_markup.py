"""What people type comes out as they read it; what we write stays words."""

from __future__ import annotations

import pytest

from bot.platforms.slack import markup


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("SPIFF &amp; rebate", "SPIFF & rebate"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("lihat <https://mitra.test/a?b=1&amp;c=2>", "lihat https://mitra.test/a?b=1&c=2"),
        ("lihat <https://cahayaabadi.co.id|cahayaabadi.co.id>", "lihat cahayaabadi.co.id"),
        ("tulis ke <mailto:a@b.id|a@b.id>", "tulis ke a@b.id"),
        ("tulis ke <mailto:a@b.id>", "tulis ke a@b.id"),
        ("tanya <@U0123>", "tanya @U0123"),
        ("tanya <@U0123|rina>", "tanya @rina"),
        ("di <#C1|umum>", "di #umum"),
        ("<!here> dan <!subteam^S1|@sales>", "@here dan @sales"),
        ("&amp;lt;", "&lt;"),
        ("  ada spasi  ", "ada spasi"),
    ],
)
def test_what_a_person_typed(sent: str, read: str) -> None:
    assert markup.plain(sent) == read


@pytest.mark.parametrize(
    "text",
    ["<!channel>", "<@U1>", "<https://evil.test|bank>", "<!date^1^{date}|x>", "a & b > c"],
)
def test_nothing_in_a_text_is_alive(text: str) -> None:
    drawn = markup.literal(text)
    assert "<" not in drawn
    assert ">" not in drawn
    assert markup.plain(drawn) == text


def test_signs_of_formatting_stay_signs() -> None:
    assert markup.literal("*Maju*").replace(markup.UNSEEN, "") == "*Maju*"
    assert "*M" not in markup.literal("*Maju*")
    assert markup.literal("snake_case stays") == "snake_case stays"


def test_bold_is_for_one_line_at_a_time() -> None:
    assert markup.bold("satu\n\ndua") == "*satu*\n\n*dua*"


def test_a_link_shows_where_it_really_goes() -> None:
    assert (
        markup.linked("bank.id | Anda", "https://evil.test/x y?q=<b>")
        == "<https://evil.test/x%20y?q=%3Cb%3E|bank.id ¦ Anda> (evil.test)"
    )
    assert markup.linked("Bank", "https://bank.id/") == "<https://bank.id/|Bank>"
    assert markup.linked("B\u0430nk", "https://evil.test/").endswith("(evil.test)")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc", "//evil.test", "https://[", "data:text/html,x"]
)
def test_only_addresses_one_may_be_led_to_are_links(url: str) -> None:
    assert "|" not in markup.linked("label", url)
