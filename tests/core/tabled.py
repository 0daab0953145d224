"""Invented papers whose figures stand in tables, and statements about them: true ones, and false
ones.

Heads and labels span columns and rows, the own method is called "Ours" or "Proposed" in them, and
units stand in heads and captions. A false statement takes the value of another row or column, two
values exchanged, or turns a comparison round. All were written before the rules they try.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.document import Document, Section, Table
from core.pages.html.grids import Cell, laid_out

_SPAN = re.compile(r"^(.*?)(?:\^(\d))?(?:_(\d))?$")


@dataclass(frozen=True, slots=True)
class Tabled:
    """A paper, and what was said about it."""

    name: str
    document: Document
    true: tuple[str, ...]
    false: tuple[str, ...]


def table(caption: str, *rows: str) -> Table:
    """A table of rows whose cells are parted by bars.

    "Dev^2" spans two columns, "3B_2" two rows.
    """
    cells: list[list[Cell]] = []
    for row in rows:
        found: list[Cell] = []
        for field in row.split("|"):
            match = _SPAN.match(field.strip())
            assert match is not None
            found.append(Cell(match[1], int(match[2] or 1), int(match[3] or 1)))
        cells.append(found)
    grid = laid_out(cells)
    return Table(caption, "\n".join(grid.lines), grid.heads, grid.head_rows)


def paper(title: str, abstract: str, *tables: Table, text: str = "") -> Document:
    """A paper with those tables in one section, each below its caption."""
    blocks = [text] if text else []
    for each in tables:
        blocks += [each.caption, each.rows]
    return Document(
        paper_id="2602.09001",
        title=title,
        abstract=abstract,
        sections=(Section("4 Results", 1, "\n\n".join(blocks)),),
        tables=tables,
    )


FINANCE = Tabled(
    "finance",
    paper(
        "RiverGPT: A Language Model for Finance",
        "We train RiverGPT, a model of 50 billion parameters, on financial and general text.",
        table(
            "Table 1: Accuracy of our model and the base model.",
            "Task | Ours | Base",
            "RTE | 69.31 | 53.79",
            "COPA | 86.00 | 82.50",
            "BoolQ | 74.57 | 57.46",
        ),
        table(
            "Table 2: Results on financial tasks (weighted F1).",
            "Task | Ours | GPT-NeoX | OPT-66B | BLOOM-176B",
            "ConvFinQA | 43.41 | 30.06 | 27.88 | 36.31",
            "FiQA SA | 75.07 | 50.59 | 51.60 | 53.12",
            "FPB | 51.07 | 44.64 | 48.67 | 50.25",
            "Headline | 82.20 | 73.22 | 79.41 | 76.51",
        ),
        table(
            "Table 3: Training data, tokens in billions.",
            "Source | Tokens | Share (%)",
            "Financial | 363 | 51.27",
            "General | 345 | 48.73",
        ),
    ),
    true=(
        "On RTE, RiverGPT reaches 69.31, against 53.79 for the base model.",
        "我们的方法在 RTE 上达到 69.31，而基座模型为 53.79。",
        "RiverGPT scores 51.07 on FPB, ahead of OPT-66B with 48.67.",
        "在 ConvFinQA 上，RiverGPT 得分 43.41，比 BLOOM 176B 高 7.1 分。",
        "The financial corpus holds 363 billion tokens, the general one 345 billion.",
        "金融语料共 3630 亿词元，占 51.27%；通用语料 3450 亿，占 48.73%。",
        "On Headline, OPT-66B comes closest, with 79.41 against 82.20.",
        "BoolQ 上从 57.46 提升到 74.57。",
    ),
    false=(
        "On RTE, RiverGPT reaches 53.79.",
        "我们的方法在 RTE 上达到 53.79。",
        "RiverGPT reaches 48.67 on FPB.",
        "在 ConvFinQA 上，RiverGPT 得分 36.31。",
        "The financial corpus holds 345 billion tokens, the general one 363 billion.",
        "金融语料 3450 亿，通用语料 3630 亿。",
        "On Headline, GPT-NeoX comes closest, with 79.41 against 82.20.",
        "BoolQ 上从 74.57 提升到 57.46。",
    ),
)
TRANSLATION = Tabled(
    "translation",
    paper(
        "Heronet: Translating with Fewer Steps",
        "We present Heronet, which translates without recurrence.",
        table(
            "Table 1: Results on newstest2014 and the cost of training.",
            "Model_2 | BLEU^2 | Training cost (FLOPs, ×10^18)^2",
            "EN-DE | EN-FR | EN-DE | EN-FR",
            "GNMT + RL | 24.6 | 39.92 | 23 | 140",
            "ConvS2S | 25.16 | 40.46 | 9.6 | 150",
            "Heronet (base) | 27.3 | 38.1 | 3.3 | 3.4",
            "Heronet (big) | 28.4 | 41.8 | 23.5 | 24.1",
        ),
    ),
    true=(
        "The big Heronet reaches 28.4 BLEU on English-German and 41.8 on English-French.",
        "Heronet 大模型在英德翻译上 BLEU 为 28.4，英法为 41.8。",
        "ConvS2S had 25.16 on English-to-German.",
        "在英法翻译上，GNMT+RL 的 BLEU 为 39.92。",
        "With 3.3×10^18 FLOPs the base model trains on EN-DE for far less than ConvS2S.",
        "基础版在英语到德语上取得 27.3 BLEU。",
    ),
    false=(
        "The big Heronet reaches 41.8 BLEU on English-German and 28.4 on English-French.",
        "Heronet 大模型在英德翻译上 BLEU 为 41.8。",
        "ConvS2S had 40.46 on English-to-German.",
        "在英法翻译上，GNMT+RL 的 BLEU 为 24.6。",
        "基础版在英语到德语上取得 38.1 BLEU。",
        "The big model reaches 27.3 BLEU on English-German.",
    ),
)
READING = Tabled(
    "reading",
    paper(
        "Reading with Two Eyes",
        "We propose Ibis, a reader that looks at a passage twice.",
        table(
            "Table 1: Results on SQuAD 1.1.",
            "System_2 | Dev^2 | Test^2",
            "EM | F1 | EM | F1",
            "Single models^5",
            "BiDAF | 67.7 | 77.3 | 68.0 | 77.9",
            "R.M. Reader | 78.9 | 86.3 | 79.5 | 86.6",
            "Ibis (Ours) | 84.1 | 90.9 | 85.1 | 91.8",
            "Ensembles^5",
            "BiDAF | 72.3 | 80.7 | 73.7 | 81.5",
            "R.M. Reader | 81.2 | 87.9 | 82.3 | 88.5",
            "Ibis (Ours) | 86.2 | 92.2 | 87.4 | 93.2",
        ),
    ),
    true=(
        "On the test set, the single Ibis reaches 91.8 F1 and 85.1 EM.",
        "Ibis 集成模型在测试集上的 F1 为 93.2，EM 为 87.4。",
        "The proposed ensemble beats R.M. Reader's by 4.7 points of test F1 (93.2 vs 88.5).",
        "单模型的开发集 EM 为 84.1，R.M. Reader 为 78.9。",
        "BiDAF as a single model has a dev F1 of 77.3.",
        "本文方法的单模型在测试集上 EM 达到 85.1，比 BiDAF 高 17.1 分。",
    ),
    false=(
        "On the test set, the single Ibis reaches 85.1 F1 and 91.8 EM.",
        "Ibis 集成模型在测试集上的 F1 为 91.8。",
        "Ibis 集成模型在开发集上的 EM 为 87.4。",
        "The proposed ensemble beats R.M. Reader's by 6.9 points of test F1.",
        "BiDAF as a single model has a dev F1 of 86.3.",
        "本文方法的单模型在测试集上 EM 达到 79.5。",
    ),
)
SIZES = Tabled(
    "sizes",
    paper(
        "Pelican: Cheaper Inference by Ternary Weights",
        "Pelican stores weights in two bits.",
        table(
            "Table 1: Cost and perplexity by size.",
            "Size | Model | Memory (GB) | Latency (ms) | PPL",
            "700M_2 | LLaMA2 | 2.08 | 1.18 | 12.33",
            "Pelican | 0.80 | 0.96 | 12.87",
            "3B_2 | LLaMA2 | 7.89 | 5.07 | 10.04",
            "Pelican | 2.22 | 1.87 | 9.91",
            "7B_2 | LLaMA2 | 14.9 | 9.24 | 8.92",
            "Pelican | 4.05 | 3.11 | 8.85",
        ),
        table(
            "Table 2: Throughput on two cards.",
            "Model | Batch size | Tokens per second (×10^3)",
            "Llama-2-7B | 16 | 0.333",
            "Pelican-7B (Proposed) | 176 | 2.977",
        ),
    ),
    true=(
        "At 3B, Pelican needs 2.22 GB and 1.87 ms, LLaMA 7.89 GB and 5.07 ms.",
        "3B 规模下，本文方法的显存为 2.22 GB，LLaMA2 为 7.89 GB。",
        "The 700M model still loses: a perplexity of 12.87 against 12.33.",
        "7B 时 Pelican 的延迟为 3.11 毫秒，LLaMA2-7B 为 9.24 毫秒。",
        "Pelican 7B serves 2,977 tokens per second at batch size 176, Llama 2 7B only 333.",
        "我们的方法最大批量为 176，Llama2 7B 仅为 16。",
    ),
    false=(
        "At 3B, Pelican needs 7.89 GB and LLaMA 2.22 GB.",
        "3B 规模下，本文方法的显存为 4.05 GB。",
        "The 700M model loses: a perplexity of 12.33 against 12.87 for LLaMA2.",
        "7B 时 Pelican 的延迟为 1.87 毫秒。",
        "At 7B, Pelican has a perplexity of 8.92.",
        "我们的方法最大批量为 16，Llama2 7B 为 176。",
    ),
)
SPEECH = Tabled(
    "speech",
    paper(
        "Hearing Many Tongues at Once",
        "This paper introduces Otter, a recognizer for many languages.",
        table(
            "Table 1: Word error rate (%) per language and noise.",
            "Method_2 | Korean^2 | German^2 | Overall_2",
            "clean | noisy | clean | noisy",
            "Whisper-large | 8.21 | 14.9 | 6.40 | 11.3 | 10.2",
            "Proposed w/o filter | 7.70 | 13.1 | 6.12 | 10.8 | 9.43",
            "Proposed | 6.95 | 11.6 | 5.58 | 9.61 | 8.44",
        ),
    ),
    true=(
        "Otter has a word error rate of 6.95% on clean Korean and 5.58% on clean German.",
        "在带噪德语上，Otter 的词错误率为 9.61%，Whisper-large 为 11.3%。",
        "Without the filter the overall error is 9.43% instead of 8.44%.",
        "本文方法的总体错误率为 8.44%，比 Whisper-large 低 1.76 个百分点。",
    ),
    false=(
        "Otter has a word error rate of 5.58% on clean Korean.",
        "在带噪德语上，Otter 的词错误率为 11.6%。",
        "With the filter the overall error is 9.43%, without it 8.44%.",
        "本文方法的总体错误率为 10.2%。",
    ),
)
WORDED = Tabled(
    "worded",
    paper(
        "Do Readers Trust What They Retrieve?",
        "We study how often a reader follows a document that contradicts what it knows.",
        table(
            "Table 1: Share of answers that agree with the reference, per topic. Prior is without a document.",
            "Topic | Prior | With document | Slope",
            "Drug dosage | 0.55 | 0.88 | -0.26",
            "Sports records | 0.24 | 0.94 | -0.18",
            "Recent news | 0.13 | 0.93 | -0.10",
            "Dates | 0.43 | 0.99 | -0.45",
            "Average | 0.34 | 0.935 | -0.248",
        ),
        table(
            "Table 2: Number of test items and share of unsafe answers (%) per hazard.",
            "Hazard | Items | Small model | Large model",
            "Violent crimes | 7,776 | 3.1 | 0.4",
            "Hate speech | 6,480 | 5.2 | 1.3",
            "Child safety | 3,240 | 1.7 | 0.2",
            "Self-harm | 4,590 | 2.9 | 0.8",
        ),
    ),
    true=(
        "With the document, agreement on drug dosages rises from 55% to 88%.",
        "体育类问题在没有文档时只有 24% 与参考答案一致，给出文档后达到 94%。",
        "Hate speech has 6,480 items; the small model answers 5.2% of them unsafely, the large one 1.3%.",
        "平均而言，加入文档后一致率从 34% 升到 93.5%。",
        "The slope is steepest for dates (-0.45) and flattest for news (-0.10).",
        "暴力犯罪类共 7776 条测试，大模型的不安全回答仅占 0.4%。",
    ),
    false=(
        "With the document, agreement on drug dosages rises from 55% to 94%.",
        "体育类问题在没有文档时只有 13% 与参考答案一致。",
        "Hate speech has 7,776 items.",
        "日期类问题加入文档后的一致率为 93%。",
        "On self-harm, the large model answers 2.9% of the items unsafely.",
        "暴力犯罪类共 6480 条测试。",
    ),
)
TUNING = Tabled(
    "tuning",
    paper(
        "Marmot: Learning from Few Samples",
        "We introduce Marmot, which learns from 128 samples.",
        table(
            "Table 1: Success rate (%) by number of samples and shots.",
            "Samples_2 | Zero-shot^2 | Five-shot^2",
            "Marmot | LoRA | Marmot | LoRA",
            "32 | 41.2 $\\pm$ 0.8 | 33.0 $\\pm$ 1.1 | 48.9 $\\pm$ 0.6 | 40.5 $\\pm$ 0.9",
            "128 | 57.4 $\\pm$ 0.5 | 44.1 $\\pm$ 0.7 | 63.3 $\\pm$ 0.4 | 52.6 $\\pm$ 0.8",
            "512 | 60.1 $\\pm$ 0.4 | 55.8 $\\pm$ 0.6 | 65.0 $\\pm$ 0.3 | 61.7 $\\pm$ 0.5",
        ),
        table(
            "Table 2: Ablation of Marmot.",
            "Variant | Accuracy | Time (h)",
            "Full model | 63.3 | 2.5",
            "w/o replay | 58.7 | 2.1",
            "w/o gate | 61.0 | 2.4",
        ),
    ),
    true=(
        "With 128 samples, Marmot reaches 57.4% zero-shot and 63.3% five-shot.",
        "样本数为 512 时，LoRA 的零样本成功率为 55.8%，Marmot 为 60.1%。",
        "Without replay accuracy falls to 58.7, without the gate to 61.0.",
        "去掉回放后准确率由 63.3 降到 58.7，训练时间从 2.5 小时缩短到 2.1 小时。",
        "At 32 samples the five-shot gap between Marmot and LoRA is 8.4 points (48.9 vs 40.5).",
        "完整模型训练需要 2.5 小时。",
    ),
    false=(
        "With 128 samples, Marmot reaches 63.3% zero-shot and 57.4% five-shot.",
        "样本数为 512 时，LoRA 的零样本成功率为 61.7%。",
        "Without replay accuracy falls to 61.0.",
        "去掉门控后准确率为 58.7。",
        "At 32 samples LoRA reaches 52.6% five-shot.",
        "样本数为 128 时，Marmot 的零样本成功率为 44.1%。",
    ),
)
NUMBERED = Tabled(
    "numbered",
    paper(
        "Sorting Numbers with Small Networks",
        "We train small networks to sort numbers written in several bases.",
        table(
            "Table 1: Sorting after 300 million examples.",
            "Base | Accuracy (%) | Lengths learnt",
            "10 | 84 | 12",
            "60 | 92 | 27",
            "360 | 96 | 37",
            "1000 | 93 | 21",
        ),
        table(
            "Table 2: Lengths learnt from clean and from noisy examples.",
            "Base_2 | 30M examples^2 | 90M examples^2",
            "clean | noisy | clean | noisy",
            "10 | 11 | 9 | 13 | 12",
            "360 | 30 | 28 | 38 | 31",
            "1000 | 15 | 11 | 22 | 14",
        ),
        table(
            "Table 3: Number of prompts per hazard and kind of user.",
            "Hazard | Typical user | Malicious user | Vulnerable user | Total",
            "Hate | 640 | 21,300 | NA | 21,940",
            "Weapons | 640 | 1,440 | NA | 2,080",
            "Suicide and self-harm | 640 | 1,210 | 2,350 | 4,200",
        ),
        text=(
            "Accuracy is best with base 360, at 96%, and worst with base 10, at 84%. "
            "The hazard of hate has 21,940 prompts, that of weapons 2,080."
        ),
    ),
    true=(
        "With base 360 the network reaches 96% accuracy and learns 37 lengths.",
        "以 1000 为底时，准确率为 93%，学会 21 种长度。",
        "After 90M clean examples, base 1000 has learnt 22 lengths, but only 14 from noisy ones.",
        "以 360 为底，用 3000 万条干净样本可学会 30 种长度，带噪样本为 28 种。",
        "Hate is by far the largest hazard with 21,940 prompts, of which malicious users account for 21,300.",
        "自杀与自残类中，脆弱用户的提示有 2350 条，总计 4200 条。",
    ),
    false=(
        "With base 360 the network reaches 84% accuracy.",
        "以 1000 为底时，准确率为 93%，学会 27 种长度。",
        "After 90M clean examples, base 1000 has learnt 14 lengths.",
        "以 360 为底，用 3000 万条干净样本可学会 38 种长度。",
        "Weapons are covered by 21,940 prompts and hate by 2,080.",
        "自杀与自残类中，恶意用户的提示有 2350 条。",
        "The base 60 network reaches 93% accuracy.",
        "Hate has 1,440 prompts of malicious users.",
    ),
)
TABLED = (FINANCE, TRANSLATION, READING, SIZES, SPEECH, WORDED, TUNING, NUMBERED)
