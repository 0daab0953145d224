"""Ways of telling the values of tables for named rows and columns, each true and false.

"[61.2|58.1|49.3]" stands for the true value first, then the values of another row and another
column; of two figures those that follow stay true. Exchanged they are false too.
"""

from __future__ import annotations

import re

import pytest

from core.checking.paper.evidence import Evidence
from core.document import Document
from core.models import Paper
from tests.core.checking.full_text import is_doubted
from tests.core.tabled import paper, table

WEFT = paper(
    "Weft: Weaving Spans and Tags for Named Entity Recognition",
    "We present Weft, which weaves span scores into a tagger. It improves entity recognition on four data sets, most on noisy text.",
    table(
        "Table 1: F1 (%) on the test sets of four data sets.",
        "Method | CoNLL | OntoNotes | WNUT | BC5CDR",
        "BiLSTM-CRF | 90.9 | 86.3 | 41.7 | 84.1",
        "SpanNet | 92.4 | 88.6 | 47.2 | 87.5",
        "TagFlow | 92.8 | 89.9 | 49.3 | 86.8",
        "Orchid | 93.1 | 90.4 | 50.6 | 88.9",
        "Weft (ours) | 93.7 | 91.2 | 56.4 | 90.3",
    ),
    table(
        "Table 2: Precision, recall and F1 on BioCreative, dev set.",
        "Method | Precision | Recall | F1",
        "SpanNet | 81.3 | 72.6 | 76.7",
        "TagFlow | 78.5 | 75.9 | 77.2",
        "Orchid | 82.2 | 77.4 | 79.7",
        "Weft (ours) | 85.8 | 80.1 | 82.9",
    ),
    table(
        "Table 3: Ablation study (F1 on FewNERD; GENIA).",
        "Variant | FewNERD | GENIA",
        "Weft (full) | 68.9 | 79.4",
        "w/o gate | 65.3 | 77.8",
        "w/o span loss | 63.7 | 76.1",
        "w/o pretraining | 58.2 | 71.5",
        "+ CRF layer | 69.6 | 79.1",
        "Span scores only | 60.4 | 73.3",
    ),
    table(
        "Table 4: Number of layers on MIT-Movie.",
        "Layers | F1 | Latency (ms)",
        "2 | 70.7 | 11.2",
        "4 | 73.5 | 17.6",
        "6 | 74.8 | 24.9",
        "8 | 74.2 | 33.1",
    ),
    table(
        "Table 5: Statistics of the corpora: sentences, tokens in thousands, entity types.",
        "Corpus | Train | Dev | Test | Tokens (k) | Types",
        "CoNLL | 14,041 | 3,250 | 3,453 | 301 | 4",
        "OntoNotes | 59,924 | 8,528 | 8,262 | 1,299 | 18",
        "WNUT | 3,394 | 1,009 | 1,287 | 101 | 6",
        "BC5CDR | 4,560 | 4,581 | 4,797 | 353 | 2",
        "FewNERD | 131,767 | 18,824 | 37,648 | 4,601 | 66",
        "GENIA | 15,023 | 1,669 | 1,854 | 508 | 5",
    ),
    text="We train with AdamW for 30 epochs at a learning rate of 2e-5 and a batch size of 32 on two A100 GPUs. The encoder has 12 layers and 110 million parameters. "
    "CoNLL has 14,041 sentences for training and 3,453 for testing, WNUT has 3,394 and 1,287. Entities of WNUT are rare: 78% of them never occur in training. "
    "Each run is repeated with 5 seeds. Training takes 3.4 hours. As Table 1 shows, Weft is ahead on all data sets, most on WNUT, where text is noisy.",
)
SABLE = paper(
    "Scaling Robust Language Models with Sable Regularization",
    "We propose Sable, a regularizer that keeps language models accurate under noisy prompts and at small sizes.",
    table(
        "Table 1: Accuracy (%) on GSM8K under input noise of different levels.",
        "Method | 0.0 | 0.1 | 0.2 | 0.3",
        "ERM | 71.8 | 62.3 | 48.5 | 33.7",
        "Mixup | 72.6 | 65.1 | 53.9 | 40.2",
        "AugMax | 71.3 | 66.4 | 56.8 | 44.6",
        "Sable | 73.2 | 69.7 | 62.1 | 51.5",
    ),
    table(
        "Table 2: Accuracy (%) on MMLU by model size and number of shots.",
        "Size | 0-shot | 1-shot | 5-shot",
        "1B | 31.4 | 34.8 | 38.3",
        "3B | 42.7 | 46.2 | 49.8",
        "7B | 54.9 | 57.3 | 60.6",
        "13B | 59.2 | 61.7 | 64.4",
    ),
    table(
        "Table 3: Cost of training and inference.",
        "Method | Memory (GB) | Throughput (tokens/s) | Training time (h)",
        "ERM | 18.6 | 2,140 | 9.3",
        "Mixup | 19.9 | 2,085 | 11.7",
        "AugMax | 27.4 | 1,362 | 20.8",
        "Sable | 21.5 | 1,978 | 12.6",
    ),
    table(
        "Table 4: Results with different retrievers on HotpotQA.",
        "Retriever | EM | F1 | Recall@5",
        "BM25 | 28.8 | 39.5 | 55.2",
        "DPR | 30.9 | 42.4 | 61.9",
        "Contriever | 33.6 | 45.7 | 66.3",
        "Sable-Ret | 37.1 | 49.4 | 70.8",
    ),
    table(
        "Table 5: Perplexity during training (thousand steps).",
        "Method | 10k | 20k | 40k | 80k | 160k",
        "ERM | 24.13 | 19.07 | 16.28 | 14.36 | 13.19",
        "Mixup | 24.85 | 19.42 | 16.51 | 14.47 | 13.26",
        "AugMax | 26.02 | 20.11 | 17.09 | 14.98 | 13.71",
        "Sable | 24.34 | 19.16 | 16.33 | 14.31 | 13.08",
    ),
    text="All models are trained on 26 billion tokens with a batch of 512 sequences on 16 H100 GPUs. The learning rate is 3e-4 and weight decay is 0.05. "
    "We add noise by replacing characters. GSM8K has 1,319 test questions and MMLU has 14,042 questions of 57 subjects. Sable adds 4% of memory per layer. "
    "Without noise the methods are close. At higher levels the gap widens. Each accuracy is a mean over 3 seeds.",
)

WAYS = {
    "Weft": (
        WEFT,
        (
            "An F1 of [50.6|49.3|88.9] is obtained by Orchid on WNUT.",
            "The F1 score of SpanNet on BC5CDR stands at [87.5|86.8|88.6]%.",
            "WNUT: [50.6|49.3|88.9] with Orchid.",
            "For BC5CDR, the reported number of SpanNet is [87.5|86.8|88.6].",
            "Orchid 在 WNUT 上达到 [50.6|49.3|88.9]。",
            "在 BC5CDR 数据集上，SpanNet 的 F1 为 [87.5|86.8|88.6]%。",
            "以 [50.6|49.3|88.9] 的 F1，Orchid 完成了 WNUT 测试。",
            "就 WNUT 而言，Orchid 的成绩是 [50.6|49.3|88.9]。",
            "WNUT（Orchid）：[50.6|49.3|88.9]",
            "BC5CDR 的 F1 由 SpanNet 做到 [87.5|86.8|88.6]。",
            "Orchid（WNUT：[50.6|49.3|88.9]）是对比系统之一。",
            "On BC5CDR, Weft reaches [90.3|86.8|91.2] against [87.5] for SpanNet.",
            "F1 on WNUT (Orchid: [50.6|56.4|88.9]; TagFlow: [49.3]).",
            "On WNUT it is [50.6|56.4|88.9] vs. [49.3] for Orchid and TagFlow.",
            "Weft yields [90.3|86.8|91.2] on BC5CDR, compared with SpanNet's [87.5].",
            "On WNUT, [49.3|47.2|86.8] is what TagFlow gets and [50.6] what Orchid gets.",
            "Against TagFlow's [49.3|47.2|86.8], Orchid posts [50.6] on WNUT.",
            "Replacing TagFlow by Orchid takes WNUT from [49.3|47.2|86.8] to [50.6].",
            "On WNUT, spans lift F1 from Orchid's [50.6|49.3|88.9] to [56.4].",
            "把 WNUT 的 F1 从 Orchid 的 [50.6|49.3|88.9] 提高到 [56.4]。",
            "Orchid 和 TagFlow 在 WNUT 上分别取得 [50.6|56.4|88.9]、[49.3]。",
            "WNUT 的 F1（Orchid：[50.6|56.4|88.9]；TagFlow：[49.3]）。",
            "BC5CDR：Weft [90.3|86.8|91.2] vs SpanNet [87.5]。",
            "TagFlow 在 WNUT 上仅 [49.3|47.2|86.8]，Orchid 则有 [50.6]。",
            "把 TagFlow 换成 Orchid，WNUT 的 F1 从 [49.3|47.2|86.8] 变为 [50.6]。",
            "WNUT 测试中 Orchid 对 TagFlow 为 [50.6|56.4|88.9] 对 [49.3]。",
            "On CoNLL and WNUT, TagFlow gets [92.8|92.4|89.9] and [49.3].",
            "The F1 of Weft is [91.2|89.9|93.7] for OntoNotes; for BC5CDR it is [90.3].",
            "TagFlow has F1 scores of [92.8|92.4|89.9] and [49.3] on CoNLL and WNUT respectively.",
            "From CoNLL to WNUT, TagFlow goes from [92.8|92.4|89.9] to [49.3].",
            "While TagFlow reaches [92.8|92.4|89.9] on CoNLL, its score on WNUT is [49.3].",
            "Weft 在 OntoNotes、BC5CDR 上的 F1 分别为 [91.2|89.9|93.7]、[90.3]。",
            "TagFlow 的 F1 在 CoNLL 上是 [92.8|92.4|89.9]，到了 WNUT 则为 [49.3]。",
            "TagFlow（CoNLL [92.8|92.4|89.9]；WNUT [49.3]）",
            "在 CoNLL 和 WNUT 两个数据集上，TagFlow 的得分依次为 [92.8|92.4|89.9] 和 [49.3]。",
            "Orchid's P/R/F1 are [82.2|78.5]/[77.4]/[79.7].",
            "With [82.2|78.5] precision and [77.4] recall, Orchid gets [79.7] F1 on BioCreative.",
            "Weft trades recall ([80.1|75.9|82.9]) for precision ([85.8]).",
            "Orchid 的 P/R/F1 分别为 [82.2|78.5]/[77.4]/[79.7]。",
            "在 BioCreative 上，Orchid 精确率为 [82.2|78.5|79.7]，召回率为 [77.4]。",
            "Orchid 在 BioCreative 上的查准率和查全率分别是 [82.2|78.5|79.7] 与 [77.4]。",
            "Removing the gate gives [65.3|68.9|77.8] on FewNERD.",
            "Removing the gate lowers F1 on FewNERD from [68.9|63.7|79.4] to [65.3].",
            "FewNERD drops to [65.3|68.9|77.8] when the gate is removed.",
            "Dropping the gate: [65.3|68.9|77.8] on FewNERD.",
            "去掉 跨度损失 后，GENIA 上的 F1 为 [76.1|71.5|63.7]。",
            "移除 门控，FewNERD 的 F1 从 [68.9|63.7|79.4] 降到 [65.3]。",
            "去除 门控 使 FewNERD 上的 F1 由 [68.9|63.7|79.4] 跌至 [65.3]。",
            "消融 门控 后 F1 为 [65.3|68.9|77.8]（FewNERD）。",
            "完整模型在 FewNERD 上为 [68.9|63.7|79.4]，剔除 门控 后为 [65.3]。",
            "缺少 门控 的变体在 FewNERD 上得到 [65.3|68.9|77.8]。",
            "With span scores only, FewNERD is at [60.4|69.6|73.3].",
            "加入 CRF 层后，GENIA 上的 F1 为 [79.1|73.3|69.6]。",
            "Using 4 layers, the model gets [73.5|70.7] F1 at [17.6] ms.",
            "At 6 layers latency is [24.9|33.1|74.8] ms, at 2 it is [11.2] ms.",
            "层数为 4 时 F1 为 [73.5|70.7]，延迟为 [17.6] ms。",
            "当层数取 6，延迟为 [24.9|33.1|74.8] 毫秒；取 2 时为 [11.2] 毫秒。",
            "We see [50.6|49.3|88.9] on WNUT for Orchid.",
            "Tested on BC5CDR, SpanNet ends up with [87.5|86.8|88.6].",
            "As for Orchid, its WNUT result is [50.6|49.3|88.9].",
            "Evaluated with SpanNet, BC5CDR gives [87.5|86.8|88.6].",
            "[50.6|49.3|88.9] 是 Orchid 在 WNUT 上的 F1。",
            "在 BC5CDR 上，F1 为 [87.5|86.8|88.6] 的是 SpanNet。",
            "WNUT 上的得分：Orchid = [50.6|49.3|88.9]。",
            "Weft at [90.3|86.8|91.2] and SpanNet at [87.5] are the two systems on BC5CDR.",
            "Orchid obtains [50.6|56.4|88.9] on WNUT, whereas TagFlow obtains only [49.3].",
            "On BC5CDR, Weft is at [90.3|86.8|91.2], as opposed to [87.5] for SpanNet.",
            "Compared to [49.3|47.2|86.8] by TagFlow, Orchid gets [50.6] on WNUT.",
            "From TagFlow to Orchid, F1 on WNUT changes from [49.3|47.2|86.8] to [50.6].",
            "Weft 在 BC5CDR 上得到 [90.3|86.8|91.2]，SpanNet 得到 [87.5]。",
            "与 TagFlow（[49.3|47.2|86.8]）相比，Orchid 在 WNUT 上为 [50.6]。",
            "BC5CDR：Weft 为 [90.3|86.8|91.2]，SpanNet 为 [87.5]。",
            "Orchid 与 TagFlow 在 WNUT 上的 F1 分别是 [50.6|56.4|88.9]/[49.3]。",
            "Weft scores [91.2|89.9|93.7] (OntoNotes) and [90.3] (BC5CDR).",
            "TagFlow gets [49.3|47.2|86.8] on WNUT but [92.8] on CoNLL.",
            "Weft 的得分：OntoNotes 为 [91.2|89.9|93.7]，BC5CDR 为 [90.3]。",
            "在 CoNLL 上 TagFlow 为 [92.8|92.4|89.9]；在 WNUT 上为 [49.3]。",
            "CoNLL 与 WNUT 上，TagFlow 的 F1 各为 [92.8|92.4|89.9] 与 [49.3]。",
            "Precision, recall and F1 of Orchid are [82.2|78.5], [77.4] and [79.7].",
            "Orchid: P [82.2|78.5], R [77.4], F1 [79.7].",
            "Weft 的精确率 [85.8|78.5]、召回率 [80.1]、F1 [82.9]。",
            "Orchid 在 BioCreative 上 P、R、F1 为 [82.2|78.5]、[77.4]、[79.7]。",
            "精确率、召回率方面，Orchid 分别为 [82.2|78.5|79.7] 和 [77.4]。",
            "When the gate is removed, F1 on FewNERD is [65.3|68.9|77.8].",
            "Taking away the gate leaves [65.3|68.9|77.8] on FewNERD.",
            "FewNERD: [68.9|63.7|79.4] (full), [65.3] (without the gate).",
            "In the absence of the gate, FewNERD is [65.3|68.9|77.8].",
            "拿掉 门控 后，FewNERD 降至 [65.3|68.9|77.8]。",
            "门控 被移除后，FewNERD 上的 F1 为 [65.3|68.9|77.8]。",
            "从完整模型中去掉 门控，FewNERD 由 [68.9|63.7|79.4] 变为 [65.3]。",
            "FewNERD 上，完整模型 [68.9|63.7|79.4]，去掉 门控 [65.3]。",
            "The model with 6 layers has an F1 of [74.8|74.2|24.9].",
            "F1 of [73.5|70.7|17.6] (4 layers), [74.2] (8 layers).",
            "层数由 6 改为 2 后，F1 从 [74.8|74.2|24.9] 变为 [70.7]。",
            "4 层（F1 [73.5|70.7|17.6]）与 8 层（F1 [74.2]）。",
        ),
    ),
    "Sable": (
        SABLE,
        (
            "AugMax has [56.8|53.9|66.4] at noise 0.2 and [44.6] at 0.3.",
            "With input noise of 0.1, accuracy is [69.7|65.1|73.2]% for Sable.",
            "When noise rises from 0.2 to 0.3, AugMax goes from [56.8|53.9|66.4] to [44.6].",
            "噪声水平为 0.2 时，AugMax 达到 [56.8|62.1|44.6]%，Mixup 为 [53.9]%。",
            "噪声强度取 0.1 时 Sable 仍有 [69.7|65.1|73.2]%。",
            "当噪声由 0.2 增至 0.3，AugMax 从 [56.8|53.9|66.4]% 降至 [44.6]%。",
            "The 3B model scores [49.8|38.3|46.2] in the 5-shot setting.",
            "7B reaches [57.3|61.7|60.6]% 1-shot and [54.9]% 0-shot.",
            "Scaling from 3B to 7B lifts 5-shot accuracy from [49.8|38.3|46.2]% to [60.6]%.",
            "3B 模型 5-shot 得分 [49.8|38.3|46.2]，0-shot 得分 [42.7]。",
            "1-shot 设置中，7B 为 [57.3|34.8|54.9]%，13B 为 [61.7]%。",
            "The best F1 is [49.4|45.7|70.8], obtained with Sable-Ret.",
            "F1 ranges from [39.5|42.4|55.2] (BM25) to [49.4] (Sable-Ret).",
            "Sable-Ret 的 Recall@5 最高，为 [70.8|61.9|37.1]。",
            "各检索器中 F1 以 Sable-Ret 的 [49.4|45.7|70.8] 为最优。",
            "DPR 与 Contriever 相比，前者 EM 为 [30.9|28.8|42.4]，后者为 [33.6]。",
            "Memory: [27.4|21.5|1,362] GB (AugMax) vs [19.9] GB (Mixup).",
            "训练 Sable 需要 [12.6|11.7|21.5] 小时，而 ERM 只需 [9.3] 小时。",
            "At 0.1 noise, Sable and ERM are at [69.7|65.1|73.2]% and [62.3]%.",
            "For noise levels 0.2 and 0.3, AugMax yields [56.8|53.9|66.4] and [44.6].",
            "噪声为 0.2 时，AugMax 和 Mixup 分别为 [56.8|62.1|44.6]% 和 [53.9]%。",
            "噪声等级从 0.2 升到 0.3，AugMax 由 [56.8|53.9|66.4]% 变为 [44.6]%。",
            "5-shot accuracy is [49.8|38.3|46.2]% for 3B and [60.6]% for 7B.",
            "The 13B model has [61.7|34.8|59.2]% 1-shot, the 7B one [57.3]%.",
            "3B 参数的模型 5-shot 准确率达 [49.8|38.3|46.2]%。",
            "None beats the [70.8|61.9|37.1] Recall@5 of Sable-Ret.",
            "Sable-Ret 以 [49.4|45.7|70.8] 的 F1 居首，BM25 以 [39.5] 垫底。",
            "Recall@5 从 BM25 的 [55.2|66.3|28.8] 到 Sable-Ret 的 [70.8] 不等。",
            "Training time is [20.8|12.6|1,362] hours for AugMax and [11.7] hours for Mixup.",
            "Sable 训练 [12.6|11.7|21.5] 小时，ERM 训练 [9.3] 小时。",
        ),
    ),
}


def _evidence(told: Document) -> Evidence:
    return Evidence.of(Paper(id=told.paper_id, title=told.title, abstract=told.abstract), told)


_EVIDENCE = {name: _evidence(told) for name, (told, _) in WAYS.items()}
_VALUE = re.compile(r"\[([^\]|]+)((?:\|[^\]|]+)*)\]")


def _written(way: str, *values: str) -> str:
    """A way of telling with those values in turn, the rest as they are."""
    given = iter(values)
    return _VALUE.sub(lambda match: next(given, match[1]), way)


@pytest.mark.parametrize(
    ("name", "way"), [(name, way) for name, (_, ways) in WAYS.items() for way in ways]
)
def test_values_are_told_of_their_row_and_column(name: str, way: str) -> None:
    first, *others = _VALUE.finditer(way)
    false = [_written(way, value) for value in first[2].split("|")[1:]]
    if others:
        false.append(_written(way, others[0][1], first[1]))

    assert not is_doubted(_written(way), _EVIDENCE[name])
    assert [text for text in false if not is_doubted(text, _EVIDENCE[name])] == []
