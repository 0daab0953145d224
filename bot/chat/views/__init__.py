"""Messages that know no platform, and how the domain becomes one: pure functions that take a
Translator."""

from bot.chat.views.alone import letters_view
from bot.chat.views.days import days_view
from bot.chat.views.evidence import answer_view, table_view, why_view
from bot.chat.views.found import linked_view, search_view, similar_view
from bot.chat.views.lists import list_view, none_fits_view
from bot.chat.views.model import (
    SILENCE,
    Block,
    Button,
    Footer,
    Heading,
    Item,
    Line,
    Paragraph,
    Section,
    Span,
    Style,
    Terms,
    View,
    sentences,
    text_of,
)
from bot.chat.views.notes import help_view, text_view, topic_gone_view, with_past
from bot.chat.views.papers import card_view, report_view, title_line
from bot.chat.views.parts import action
from bot.chat.views.picked import picked_view
from bot.chat.views.picks import PicksToShow
from bot.chat.views.provenance import may_be_bettered
from bot.chat.views.recorded import recorded_view
from bot.chat.views.scores import score_view
from core.models import Picture

__all__ = [
    "SILENCE",
    "Block",
    "Button",
    "Footer",
    "Heading",
    "Item",
    "Line",
    "Paragraph",
    "PicksToShow",
    "Picture",
    "Section",
    "Span",
    "Style",
    "Terms",
    "View",
    "action",
    "answer_view",
    "card_view",
    "days_view",
    "help_view",
    "letters_view",
    "linked_view",
    "list_view",
    "may_be_bettered",
    "none_fits_view",
    "picked_view",
    "recorded_view",
    "report_view",
    "score_view",
    "search_view",
    "sentences",
    "similar_view",
    "table_view",
    "text_of",
    "text_view",
    "title_line",
    "topic_gone_view",
    "why_view",
    "with_past",
]
