"""Every capability of the assistant, in the order they are offered."""

from handlers.announcements import announcements
from handlers.awards import awards
from handlers.conversation.handler import Handler
from handlers.deals import deals
from handlers.figures import figures
from handlers.funds import funds
from handlers.help import help_
from handlers.identity import identity
from handlers.incentives import incentives
from handlers.incentives.bringing import sales
from handlers.incentives.closing import closing
from handlers.incentives.disputing import disputes
from handlers.incentives.exchanging import rates
from handlers.incentives.paying import paying
from handlers.leaderboard import leaderboard
from handlers.leads import leads
from handlers.library import library
from handlers.questions import questions
from handlers.support import support
from handlers.tiers import tiers
from handlers.training import training
from handlers.webinars import webinars

HANDLERS: tuple[Handler, ...] = (
    questions,
    training,
    webinars,
    deals,
    leads,
    incentives,
    closing,
    sales,
    rates,
    paying,
    disputes,
    tiers,
    funds,
    leaderboard,
    figures,
    awards,
    announcements,
    library,
    support,
    identity,
    help_,
)
