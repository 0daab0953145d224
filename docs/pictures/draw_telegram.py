"""Draw the README's pictures of Telegram: `PYTHONPATH=. .venv/bin/python
docs/pictures/draw_telegram.py CHROMIUM`.

The demo edition's list, and what there is to a paper read in full, in a phone's chat; the HTML in
the bubbles is what is sent. Wants the fonts that draw.py wants, and Roboto. Names after the browser
draw only those.
"""

from __future__ import annotations

import html
import sys

import sample
from studio import demo_list, draw, figure

from bot.channels.telegram.render import Part, render
from bot.chat.views import Button, View

WIDTH = 390
# What is typed for each picture; a report's end is what "doubt" is about, so only that is shown.
NAMES = {
    "list": "",
    "report": "",
    "doubt": "",
    "why": "/why 3",
    "ask": f"/ask 3 {sample.QUESTIONS['zh']}",
    "table": "/table 3",
}
END, OPENED = "doubt", ("why", "ask")
STYLE = f"""
* {{ box-sizing: border-box; }}
body {{ margin: 0; width: {WIDTH}px; font: 16px/21px 'Roboto', 'Noto Sans CJK SC', 'Noto Color Emoji', sans-serif;
  background: #c5d8ae; color: #000; }}
header {{ display: flex; gap: 10px; align-items: center; height: 54px; padding: 0 12px; background: #f6f6f6f2;
  border-bottom: 1px solid #c8c8cc; line-height: 18px; }}
header i {{ width: 38px; height: 38px; border-radius: 50%; background: #2a9ef1; color: #fff;
  font: 600 17px/38px 'Noto Sans CJK SC'; text-align: center; }}
header small {{ display: block; font-size: 13px; color: #8e8e93; }}
main {{ padding: 8px 46px 10px 8px; }}
.bubble {{ background: #fff; border-radius: 16px 16px 16px 5px; padding: 7px 11px 5px; white-space: pre-wrap;
  overflow-wrap: anywhere; box-shadow: 0 1px 1px #0002; }}
.bubble time {{ float: right; margin: 3px 0 0 10px; font-size: 11px; line-height: 16px; color: #8e8e93; }}
.bubble::after {{ content: ""; display: block; clear: both; }}
b {{ font-weight: 600; }} a {{ color: #0a7cff; }}
.end {{ display: flex; flex-direction: column; justify-content: flex-end; height: 560px; overflow: hidden;
  mask-image: linear-gradient(transparent, black 60px); }}
.end .bubble {{ flex: none; }}
.own {{ width: fit-content; margin: 0 -38px 6px auto; background: #e1fec6; border-radius: 16px 16px 5px 16px; }}
.opened blockquote div {{ display: block; }}
svg {{ margin: 2px 0 6px; background: #fff; border: 1px solid #ddd; border-radius: 6px; }}
code {{ font: 15px 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC'; color: #0a60c2; }}
blockquote {{ position: relative; margin: 2px 0; padding: 3px 22px 3px 10px; border-left: 3px solid #2a9ef1;
  background: #2a9ef119;
  border-radius: 4px; font-size: 15px; line-height: 20px; }}
blockquote div {{ display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }}
blockquote.long::after {{ content: "⌄"; position: absolute; right: 7px; bottom: 5px; color: #2a9ef1; }}
nav {{ display: grid; grid-auto-columns: 1fr; grid-auto-flow: column; gap: 4px; margin-top: 4px; }}
nav span {{ position: relative; background: #4f6b4a73; color: #fff; border-radius: 9px; text-align: center;
  font-weight: 500; font-size: 15px; line-height: 38px; white-space: nowrap; overflow: hidden; }}
nav span.url::after {{ content: "↗"; position: absolute; right: 5px; top: -10px; font-size: 10px; }}
"""
FOLDED = """<script>
for (const quote of document.querySelectorAll('blockquote')) {
  const inner = quote.firstElementChild;
  if (inner.scrollHeight > inner.clientHeight) quote.classList.add('long');
}
</script>"""


def views() -> dict[str, View]:
    """The demo edition's list, and the sample's messages."""
    return {"list": demo_list("zh"), **sample.views("zh")}


def page(name: str, parts: list[Part]) -> str:
    """The messages in a phone's chat."""
    typed = (
        f'<div class="bubble own">{html.escape(NAMES[name])}<time>09:20</time></div>'
        if NAMES[name]
        else ""
    )
    messages = typed + "".join(map(bubble, parts))
    head = "<header><i>报</i><div><b>论文报童</b><small>机器人</small></div></header>"
    kind = "end" if name == END else "opened" if name in OPENED else ""
    return f"<style>{STYLE}</style>{'' if kind == 'end' else head}<main class='{kind}'>{messages}</main>{FOLDED}"


def bubble(part: Part) -> str:
    """One message and its buttons."""
    text = part.text.replace("\n<blockquote expandable>", "<blockquote><div>")
    text = text.replace("</blockquote>\n", "</div></blockquote>")
    rows = "".join(f"<nav>{''.join(map(key, row))}</nav>" for row in part.keyboard)
    above = figure(sample.SPEEDS) if part.picture else ""
    return f'<div class="bubble">{above}{text}<time>08:30</time></div>{rows}'


def key(button: Button) -> str:
    """One button, with an arrow if it leaves the chat."""
    return f'<span class="{"url" if button.url else ""}">{html.escape(button.label)}</span>'


if __name__ == "__main__":
    for name, view in views().items():
        if name in (sys.argv[2:] or NAMES):
            draw(sys.argv[1], f"telegram-{name}", page(name, render(view)), WIDTH)
