"""Messages that know no platform, and how the domain becomes one: pure functions that take a Translator."""

from bot.views.lists import list_view, search_view
from bot.views.model import (
    Block,
    Button,
    Footer,
    Heading,
    Item,
    Line,
    Paragraph,
    Picture,
    Section,
    Span,
    Style,
    Terms,
    View,
    sentences,
    text_of,
)
from bot.views.notes import help_view, text_view
from bot.views.papers import card_view, report_view, score_view

__all__ = [
    "Block",
    "Button",
    "Footer",
    "Heading",
    "Item",
    "Line",
    "Paragraph",
    "Picture",
    "Section",
    "Span",
    "Style",
    "Terms",
    "View",
    "card_view",
    "help_view",
    "list_view",
    "report_view",
    "score_view",
    "search_view",
    "sentences",
    "text_of",
    "text_view",
]
