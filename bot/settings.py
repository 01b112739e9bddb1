"""Everything that differs between installations, read once from the environment."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.endpoint import checked

NO_SECRET = SecretStr("")
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(BaseSettings):
    """One value a setting, named as in `.env.example`; nothing else is read anywhere."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    database_url: str = Field(
        default="sqlite:///mitra.db",
        alias="MITRA_DATABASE_URL",
        description="Where everything is remembered: SQLite, or postgresql+psycopg://user@host/name",
    )
    host: str = Field(
        default="127.0.0.1",
        alias="MITRA_HOST",
        description="Address to listen on; the local page exists on loopback only",
    )
    port: int = Field(default=3978, alias="MITRA_PORT", description="Port to listen on")
    public_url: str = Field(
        default="",
        alias="MITRA_PUBLIC_URL",
        description="Public https address that Slack and Teams reach us at; empty: none",
    )
    workers: int = Field(
        default=8, alias="MITRA_WORKERS", description="Threads that answer turns at the same time"
    )
    embedding_model: str = Field(
        default="",
        alias="MITRA_EMBEDDING_MODEL",
        description="Folder of another sentence encoder (model.onnx, tokenizer.json); empty: ours",
    )
    knowledge_folder: str = Field(
        default="",
        alias="MITRA_KNOWLEDGE_FOLDER",
        description="Folder that a running server keeps the knowledge in step with; empty: none",
    )
    llm_url: str = Field(
        default="",
        alias="MITRA_LLM_URL",
        description="Language model (OpenAI's chat completions) that words answers; empty: none",
    )
    llm_key: SecretStr = Field(
        default=NO_SECRET, alias="MITRA_LLM_KEY", description="Key of that language model, if any"
    )
    llm_model: str = Field(
        default="", alias="MITRA_LLM_MODEL", description="Name of that language model, if any"
    )
    webhook_url: str = Field(
        default="",
        alias="MITRA_WEBHOOK_URL",
        description="Address that is told of every change of a deal (docs/crm.md); empty: none",
    )
    webhook_secret: SecretStr = Field(
        default=NO_SECRET,
        alias="MITRA_WEBHOOK_SECRET",
        description="What those messages are signed with; nothing is sent without",
    )
    hubspot_token: SecretStr = Field(
        default=NO_SECRET,
        alias="HUBSPOT_TOKEN",
        description="Token of a HubSpot private app, pat-…; empty: no HubSpot (docs/crm.md)",
    )
    hubspot_api_url: str = Field(
        default="https://api.hubapi.com",
        alias="HUBSPOT_API_URL",
        description="HubSpot's API; another address only for tests",
    )
    hubspot_currency: str = Field(
        default="",
        alias="HUBSPOT_CURRENCY",
        description="HubSpot's currency where it has only one; empty: each deal says its own",
    )
    hubspot_pipeline: str = Field(
        default="default", alias="HUBSPOT_PIPELINE", description="Pipeline of new deals in HubSpot"
    )
    hubspot_open_stage: str = Field(
        default="qualifiedtobuy",
        alias="HUBSPOT_OPEN_STAGE",
        description="Stage of new deals in HubSpot",
    )
    hubspot_lost_stage: str = Field(
        default="closedlost",
        alias="HUBSPOT_LOST_STAGE",
        description="Stage of lost deals in HubSpot",
    )
    salesforce_url: str = Field(
        default="",
        alias="SALESFORCE_URL",
        description="My Domain of Salesforce, https://….my.salesforce.com; empty: no Salesforce",
    )
    salesforce_client_id: str = Field(
        default="",
        alias="SALESFORCE_CLIENT_ID",
        description="Consumer key of the connected app in Salesforce",
    )
    salesforce_client_secret: SecretStr = Field(
        default=NO_SECRET,
        alias="SALESFORCE_CLIENT_SECRET",
        description="Consumer secret of the connected app in Salesforce",
    )
    salesforce_currency: str = Field(
        default="",
        alias="SALESFORCE_CURRENCY",
        description="Salesforce's currency where it has only one; empty: each says its own",
    )
    salesforce_open_stage: str = Field(
        default="Prospecting",
        alias="SALESFORCE_OPEN_STAGE",
        description="Stage of new opportunities in Salesforce",
    )
    salesforce_lost_stage: str = Field(
        default="Closed Lost",
        alias="SALESFORCE_LOST_STAGE",
        description="Stage of lost opportunities in Salesforce",
    )
    slack_signing_secret: SecretStr = Field(
        default=NO_SECRET,
        alias="SLACK_SIGNING_SECRET",
        description="Signing secret of the Slack app; empty: no Slack over HTTP",
    )
    slack_bot_token: SecretStr = Field(
        default=NO_SECRET,
        alias="SLACK_BOT_TOKEN",
        description="Bot token of the Slack app, xoxb-…",
    )
    slack_app_token: SecretStr = Field(
        default=NO_SECRET,
        alias="SLACK_APP_TOKEN",
        description="App-level token, xapp-…, for Socket Mode without a public address",
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        alias="SLACK_API_URL",
        description="Slack's Web API; another address only for tests",
    )
    teams_app_id: str = Field(
        default="",
        alias="TEAMS_APP_ID",
        description="Application id of the Azure bot; empty: unauthenticated, on loopback only",
    )
    teams_app_password: SecretStr = Field(
        default=NO_SECRET, alias="TEAMS_APP_PASSWORD", description="Client secret of the Azure bot"
    )
    teams_tenant_id: str = Field(
        default="",
        alias="TEAMS_TENANT_ID",
        description="Entra tenant of a single-tenant Azure bot",
    )
    teams_app_type: Literal["SingleTenant", "MultiTenant", "UserAssignedMSI"] = Field(
        default="SingleTenant",
        alias="TEAMS_APP_TYPE",
        description="SingleTenant, MultiTenant or UserAssignedMSI",
    )

    @field_validator("llm_url", "webhook_url", "hubspot_api_url", "salesforce_url")
    @classmethod
    def _is_safe(cls, url: str) -> str:
        return checked(url) if url else url

    @property
    def has_webhook(self) -> bool:
        return bool(self.webhook_url and self.webhook_secret.get_secret_value())

    @property
    def has_hubspot(self) -> bool:
        return bool(self.hubspot_token.get_secret_value())

    @property
    def has_salesforce(self) -> bool:
        secret = self.salesforce_client_secret.get_secret_value()
        return bool(self.salesforce_url and self.salesforce_client_id and secret)

    @property
    def has_slack(self) -> bool:
        return bool(self.slack_bot_token.get_secret_value())

    @property
    def has_teams(self) -> bool:
        return bool(self.teams_app_id)

    @property
    def on_loopback(self) -> bool:
        return self.host in LOOPBACK

    @property
    def has_page(self) -> bool:
        """The local page signs nobody in: never on a public address, never beside one."""
        return self.on_loopback and not self.public_url
