"""A paper that does not exist, for pictures of what a full text gives: checked figures, quotes, a
table, a figure.

Its name, text and results are invented. The reports are checked by the real check; one of them
states a figure that the text does not hold.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.chat.views import View, answer_view, report_view, table_view, title_line, why_view
from core.checking import verify
from core.checking.paper.evidence import Evidence
from core.document import Document, Section, Table
from core.editions.keys import DAILY
from core.models import (
    Answer,
    Counts,
    Entry,
    Labelled,
    Paper,
    Picture,
    Provenance,
    Quote,
    Report,
    Results,
    Source,
    Summary,
    Tier,
    Usage,
    Verdict,
    Writer,
)
from core.reading import exhibits
from locales import Translator

TITLE = "Tidepool: Pooling Rejected Drafts for Faster Speculative Decoding"
DATE = dt.date(2026, 2, 6)
RANK = 3
FIGURE, THUMBNAIL = "https://arxiv.org/html/figure.png", "https://huggingface.co/thumbnail.png"

PAPER = Paper(
    id="2602.00000",
    title=TITLE,
    abstract="Speculative decoding throws rejected drafts away. Tidepool keeps them.",
    organization="Harbour NLP",
    repository="https://example.org/tidepool",
    thumbnail=THUMBNAIL,
)
ENTRY = Entry(
    RANK, PAPER, Counts(41, 230, 3), Verdict(52.8, Tier.NONE, (), False, ()), selected=True
)
PROVENANCE = Provenance(
    source=Source.HTML,
    writer=Writer.MODEL,
    created_at=dt.datetime(2026, 2, 7, 1, 12, tzinfo=dt.UTC),
    model="gpt-6-luna",
    version="v1",
)
ZONE = dt.timezone(dt.timedelta(hours=8))

TRAINING = (
    "The pool is trained for 11 hours on 8 GPUs of 80 GB each.",
    "As training data we take 120k conversations that the target model has answered itself.",
)
TABLE = Table(
    "Table 2: Main results. Speed-up over autoregressive decoding, batch size 1.",
    "Method | MT-Bench | HumanEval | GSM8K | Mean\nDraft model | 1.84 | 2.21 | 2.02 | 2.02\n"
    "Self-draft | 2.17 | 2.58 | 2.15 | 2.30\nTidepool | 2.49 | 3.05 | 2.59 | 2.71",
    ("Method", "MT-Bench", "HumanEval", "GSM8K", "Mean"),
    1,
    "S4.T2",
)
SECTIONS = (
    Section(
        "3 Pooling Rejected Drafts",
        1,
        "Tidepool stores up to 64 rejected branches per request. At a context of 32k tokens the pool takes 0.9 GB. "
        "A branch returns when its first token is accepted, and the output stays exactly that of the target model.",
        "S3",
    ),
    Section("4.1 Setup", 2, " ".join(TRAINING), "S4.SS1"),
    Section(
        "4.2 Main Results",
        2,
        "Tidepool decodes 2.71 times faster than autoregressive decoding on average over three benchmarks. "
        "On HumanEval the speed-up is 3.05, for code repeats itself. Of all rejected tokens 38% are accepted later."
        f"\n\n{TABLE.caption}\n\n{TABLE.rows}",
        "S4.SS2",
    ),
    Section("5 Limitations", 1, "At batch sizes above 32 the gain shrinks to 1.2 times.", "S5"),
)
DOCUMENT = Document(
    paper_id=PAPER.id,
    title=TITLE,
    abstract=PAPER.abstract,
    sections=SECTIONS,
    tables=(TABLE,),
    version="v1",
)
CAPTION = "Figure 1: Mean speed-up over autoregressive decoding."
SPEEDS = {"Draft model": 2.02, "Self-draft": 2.30, "Tidepool": 2.71}
TITLES = {"en": None, "zh": "Tidepool：把被拒的草稿存起来，推测解码更快"}
QUESTIONS = {"en": "How long does training take, and on what?", "zh": "训练要多少卡、多少数据？"}
ANSWERS = {
    "en": "Training takes 11 hours on 8 GPUs of 80 GB each. The data are 120k conversations that the target model "
    "has answered itself.",
    "zh": "8 张 80 GB 的 GPU 训练 11 小时，数据是目标模型自己回答的 12 万段对话。",
}
REPORTS = {
    "en": Report(
        paper_id=PAPER.id,
        language="en",
        field="Inference of large language models: lossless speculative decoding.",
        contribution="Keeps drafted tokens that the target model rejects and reuses them when they fit again: "
        "2.71 times faster than autoregressive decoding, with exactly the same output.",
        usage=Usage(
            input="A target model and its own answers to 120k conversations.",
            output="The same text, decoded faster.",
            steps=(
                "Train the pool.",
                "Decode; a rejected branch returns when its first token is accepted.",
            ),
            requirements="11 hours on 8 GPUs to train; 0.9 GB for the pool at 32k tokens.",
        ),
        innovations=(
            Labelled(
                "A pool of rejected branches",
                "64 of them per request, so that no draft is written again.",
            ),
            Labelled(
                "Return by the first token",
                "A branch costs nothing until the target model asks for it.",
            ),
        ),
        results=Results(
            datasets=("MT-Bench, HumanEval, GSM8K.",),
            comparisons=("The mean speed-up of Tidepool is 2.71, that of Self-draft 2.30.",),
            figures=(
                "On HumanEval the speed-up is 3.05; 38% of the rejected tokens are accepted later.",
            ),
        ),
        provenance=PROVENANCE,
        picture=Picture(FIGURE, CAPTION),
        table=True,
    ),
    "zh": Report(
        paper_id=PAPER.id,
        language="zh",
        field="大语言模型推理加速：无损的推测解码。",
        contribution="把目标模型拒绝的草稿 token 存进池里，合适时再用。解码比自回归快 2.71 倍，输出完全一样。",
        usage=Usage(
            input="一个目标模型，以及它自己回答的 12 万段对话。",
            output="同样的文本，解码更快。",
            steps=("训练草稿池。", "解码时，某个分支的第一个 token 被接受，就把它取回。"),
            requirements="训练用 8 张 GPU、11 小时；上下文 32k 时草稿池占 0.9 GB。",
        ),
        innovations=(
            Labelled("被拒分支的池子", "每个请求最多存 64 个分支，同样的草稿不必再写一遍。"),
            Labelled("按第一个 token 取回", "目标模型用到之前，分支不占计算。"),
        ),
        results=Results(
            datasets=("MT-Bench、HumanEval、GSM8K。",),
            comparisons=("平均加速 2.71 倍。Self-draft 平均加速 2.30 倍。",),
            figures=("HumanEval 上加速 3.05 倍；被拒的 token 有 38% 后来被接受。",),
        ),
        provenance=PROVENANCE,
        picture=Picture(FIGURE, CAPTION),
        table=True,
    ),
}
DOUBTED = "HumanEval 上加速 3.05 倍；被拒的 token 有 38% 后来被接受，显存占用减少 35%。"


def views(language: str) -> dict[str, View]:
    """The report, one with a doubt, its evidence, an answer and the results table."""
    t = Translator(language)
    report = checked(REPORTS[language])
    summary = Summary(
        paper_id=PAPER.id,
        language=language,
        title=TITLES[language],
        text="",
        highlights=(),
        provenance=PROVENANCE,
    )
    doubt = checked(
        replace(report, results=replace(report.results, figures=(DOUBTED,)), picture=None)
    )
    title = title_line(PAPER, summary, ENTRY)
    table = exhibits.results_table(DOCUMENT)
    assert table is not None

    def shown(report: Report) -> View:
        return report_view(
            t, PAPER, report, entry=ENTRY, key=DAILY.on(DATE), summary=summary, zone=ZONE
        )

    return {
        "report": shown(report),
        "doubt": shown(doubt),
        "why": why_view(t, title, PAPER, doubt if language == "zh" else report),
        "ask": answer_view(t, title, PAPER, answer(language), ZONE),
        "table": table_view(t, title, PAPER, table.caption, exhibits.table_lines(table, 24)),
    }


def checked(report: Report) -> Report:
    """The report with what became of its figures."""
    return replace(
        report, check=verify.check(verify.statements(report), Evidence.of(PAPER, DOCUMENT))
    )


def answer(language: str) -> Answer:
    """An answer and its quotes, checked against them."""
    return Answer(
        paper_id=PAPER.id,
        language=language,
        question=QUESTIONS[language],
        answered=True,
        text=ANSWERS[language],
        quotes=tuple(Quote(text, "4.1 Setup", "S4.SS1") for text in TRAINING),
        provenance=PROVENANCE,
        check=verify.check([ANSWERS[language]], Evidence.of_texts(TRAINING)),
    )
