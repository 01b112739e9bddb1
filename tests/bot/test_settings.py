from __future__ import annotations

from pathlib import Path

from bot.settings import Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_the_example_lists_every_setting_with_its_description_and_default() -> None:
    lines = [line for line in EXAMPLE.read_text("utf-8").splitlines() if line]
    listed = {
        line.partition("=")[0]: (comment.removeprefix("# "), line.partition("=")[2])
        for comment, line in zip(lines[::2], lines[1::2], strict=True)
    }
    fresh = Settings.model_construct()
    wanted = {}
    for name, field in Settings.model_fields.items():
        default = getattr(fresh, name)
        shown = default.get_secret_value() if hasattr(default, "get_secret_value") else default
        wanted[field.alias] = (field.description, str(shown))
    assert listed == wanted


def test_secrets_do_not_show_in_a_printed_settings_object() -> None:
    settings = Settings(SLACK_BOT_TOKEN="xoxb-canary", TEAMS_APP_PASSWORD="canary-2")  # type: ignore[arg-type] # pydantic reads strings
    assert "canary" not in repr(settings)
