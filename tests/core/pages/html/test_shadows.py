"""What a reader sees of an element that has a shadow, as a browser was seen to draw it."""

from __future__ import annotations

import pytest

from tests.core.pages.html.test_tricks import WORDS, assert_hidden, assert_seen, read

HOST = (
    '<div><template shadowrootmode="open">{}</template><p class="ltx_p"{}>' + WORDS + "</p></div>"
)

HIDING = [
    HOST.format("<p>shadow</p>", ""),
    HOST.format('<slot name="q"></slot>', ""),
    HOST.format('<slot name="q"></slot>', ' slot="z"'),
    HOST.format("<slot></slot>", ' slot="z"'),
    HOST.format("<style>::slotted(p){display:none}</style><slot></slot>", ""),
    HOST.format("<style>:host{opacity:0}</style><slot></slot>", ""),
    HOST.format("<style>slot{display:none}</style><slot></slot>", ""),
    HOST.format('<div style="display:none"><slot></slot></div>', ""),
    HOST.format("<slot hidden></slot>", ""),
    HOST.format('<b style="display:none"><slot></slot></b><slot></slot>', ""),
    HOST.format("<p>shadow</p>", "").replace('"open"', '"closed"'),
]
SHOWING = [
    HOST.format("<slot></slot>", ""),
    HOST.format('<slot style="opacity:0"></slot>', ""),
    HOST.format('<slot name="q"></slot>', ' slot="q"'),
    HOST.format('<slot name="q"></slot><slot></slot>', ""),
    HOST.format("<style>:host{color:black}p{display:none}</style><slot></slot>", ""),
    HOST.format("<p>shadow</p>", "").replace('"open"', '"bogus"'),
    # What cannot have a shadow.
    f'<ul><template shadowrootmode="open">x</template><li>{WORDS}</li></ul>',
    f'<p>See <a href="#q"><template shadowrootmode="open">x</template><b>{WORDS}</b></a></p>',
]


@pytest.mark.parametrize("body", HIDING)
def test_what_no_slot_shows(body: str) -> None:
    assert_hidden(read(f"<p>Beside it.</p>{body}"))


@pytest.mark.parametrize("body", SHOWING)
def test_what_a_slot_shows(body: str) -> None:
    assert_seen(read(f"<p>Beside it.</p>{body}"))
