"""What the Teams door has to know of this installation."""

from __future__ import annotations

from dataclasses import dataclass

OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"


@dataclass(frozen=True, slots=True)
class TeamsConfig:
    """`app_type` is SingleTenant, MultiTenant or UserAssignedMSI. Without `app_id` nobody can
    be asked for a token: only this machine is heard, and only while we listen on it alone."""

    app_id: str = ""
    app_password: str = ""
    tenant_id: str = ""
    app_type: str = "SingleTenant"
    bound_to_loopback: bool = False
    openid_url: str = OPENID

    @property
    def is_open(self) -> bool:
        """No tokens at all, neither asked for nor sent."""
        return not self.app_id
