"""Statements on recorded papers as a language model puts them into a report: true ones, and ones
that are false in the ways in which models are wrong.

Each was written from the page alone, without looking at how statements are checked, and its verdict
was read a second time against the page. None is a sentence of a paper: `found_by` are a few words,
or a table row's cells, that find the passage which decides. TUNED and KEPT share no paper: a rule
may be fitted to TUNED; KEPT is counted only, nobody looks at its cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TRANSFORMER = "ar5iv_html/1706.03762.prettified.html"
BERT = "arxiv_html/1810.04805.bert-2026-03-render.html"
BITNET = "arxiv_html_browser/2402.17764v1.html"
PHI = "arxiv_html_browser/2404.14219v1.html"
WIZARD = "arxiv_html_browser/2306.08568.html"

TUG_OF_WAR = "arxiv_html_browser/2404.10198v1.html"
SAFETY = "arxiv_html_browser/2404.12241v1.html"
STATE_SPACES = "arxiv_html_browser/2404.09516v1.html"
TAILS = "arxiv_html_browser/2402.07043v1.html"
SELF_AWARE = "arxiv_html/2501.11120v1.html"


class Source(StrEnum):
    """Where the figures of a statement stand."""

    TABLE = "table"
    PROSE = "prose"


class Fault(StrEnum):
    """How a statement is false."""

    ROW = "the figure of another row"
    COLUMN = "the figure of another column"
    EXCHANGED = "two figures exchanged"
    DIRECTION = "more where it is less, or less where it is more"
    UNIT = "another unit or scale"
    INVENTED = "a figure that the passage does not have"
    BASELINE = "the figure of another baseline, or a gap to another one"
    CONDITION = "right under another condition"
    ROUNDING = "rounded too far"


@dataclass(frozen=True)
class Statement:
    """What a report says of a page. Without a fault it is true; of a false one, `wrong` are the
    figures that do not hold, as they stand in the text. Where only the direction is turned, they
    are the figures that the turned word is about."""

    page: str
    source: Source
    text: str
    found_by: str
    fault: Fault | None = None
    wrong: tuple[str, ...] = ()

    @property
    def true(self) -> bool:
        return self.fault is None


# One statement a line, to be read as a list.
# fmt: off

TUNED: tuple[Statement, ...] = (
    Statement(TRANSFORMER, Source.TABLE, "在 WMT 2014 英德翻译任务上，Transformer 大模型取得 28.4 BLEU，比此前最好的集成模型 ConvS2S Ensemble（26.36）高出约 2 分。", "ConvS2S Ensemble"),
    Statement(TRANSFORMER, Source.TABLE, "基础版 Transformer 的英德 BLEU 为 27.3，而训练开销仅 3.3×10^18 FLOPs。", "Transformer (base model)"),
    Statement(TRANSFORMER, Source.TABLE, "消融实验显示，只用 1 个注意力头时开发集 BLEU 降到 24.9，比基线的 25.8 低 0.9。", "While single-head attention is 0.9 BLEU worse"),
    Statement(TRANSFORMER, Source.PROSE, "大模型在 8 块 P100 上训练了 30 万步，历时 3.5 天，每步约 1.0 秒。", "The big models were trained for 300,000 steps"),
    Statement(TRANSFORMER, Source.PROSE, "英法数据规模大得多，约 3600 万句对，使用 32000 个词片的词表。", "dataset consisting of 36M sentences"),
    Statement(TRANSFORMER, Source.TABLE, "On WSJ section 23, the 4-layer Transformer reaches 91.3 F1 when trained on WSJ alone and 92.7 in the semi-supervised setting.", "Transformer (4 layers)"),
    Statement(TRANSFORMER, Source.TABLE, "The big configuration has 213 million parameters, more than three times the 65 million of the base model.", "Variations on the Transformer architecture"),
    Statement(TRANSFORMER, Source.TABLE, "Training GNMT + RL as an ensemble for English-French cost 1.1e21 FLOPs, against 1.4e20 for the single model.", "GNMT + RL Ensemble"),
    Statement(TRANSFORMER, Source.PROSE, "For decoding, the authors use beam search with a beam size of 4 and a length penalty of 0.6.", "We used beam search with a beam size of"),
    Statement(TRANSFORMER, Source.PROSE, "Encoder and decoder have 6 layers each with a model dimension of 512, and the inner feed-forward layer is four times as wide (2048).", "and the inner-layer has dimensionality"),
    Statement(TRANSFORMER, Source.TABLE, "在英法翻译上，单模型的 ConvS2S 取得 40.56 BLEU，低于 Transformer 大模型的 41.8。", "25.16 40.46", Fault.ROW, ("40.56",)),
    Statement(TRANSFORMER, Source.TABLE, "大模型在英德方向的 BLEU 达到 41.8，训练成本为 2.3×10^19 FLOPs。", "Transformer (big)", Fault.COLUMN, ("41.8",)),
    Statement(TRANSFORMER, Source.TABLE, "Transformer 在 WSJ 句法分析上的成绩为：仅用 WSJ 训练 92.7 F1，半监督 91.3 F1。", "Transformer (4 layers)", Fault.EXCHANGED, ("92.7", "91.3")),
    Statement(TRANSFORMER, Source.PROSE, "基础模型每个训练步大约耗时 0.4 毫秒，共训练 10 万步。", "each training step took about 0.4 seconds", Fault.UNIT, ("0.4 毫秒",)),
    Statement(TRANSFORMER, Source.PROSE, "训练采用 Adam 优化器，预热 8000 步，β2 取 0.98。", "We used the Adam optimizer", Fault.INVENTED, ("8000",)),
    Statement(TRANSFORMER, Source.TABLE, "Raising the residual dropout of the base model from 0.1 to 0.2 improves the development BLEU, from 25.5 to 25.8.", "dropout is very helpful in avoiding over-fitting", Fault.DIRECTION, ("25.5", "25.8")),
    Statement(TRANSFORMER, Source.TABLE, "The big model beats the GNMT + RL ensemble, which had 26.36 BLEU on English-German, by about 2 points.", "GNMT + RL Ensemble", Fault.BASELINE, ("26.36",)),
    Statement(TRANSFORMER, Source.PROSE, "For its English-French training, the big Transformer used a dropout rate of 0.3.", "model trained for English-to-French used dropout rate", Fault.CONDITION, ("0.3",)),
    Statement(TRANSFORMER, Source.TABLE, "The base Transformer scores roughly 28 BLEU on English-German and about 38 on English-French.", "Transformer (base model)", Fault.ROUNDING, ("28",)),
    Statement(TRANSFORMER, Source.TABLE, "Halving the feed-forward width to 1024 gives 26.2 BLEU on the development set with 53 million parameters.", "Variations on the Transformer architecture", Fault.ROW, ("26.2",)),
    Statement(BERT, Source.TABLE, "BERT-large 在 GLUE 测试集上的平均分为 82.1，比 OpenAI GPT 的 75.1 高 7.0 分。", "87.4 91.3 45.4 80.0"),
    Statement(BERT, Source.TABLE, "在语言可接受性任务 CoLA 上，BERT-base 得 52.1，BERT-large 得 60.5。", "90.5 93.5 52.1 85.8"),
    Statement(BERT, Source.TABLE, "去掉下一句预测任务（NSP）后，QNLI 准确率由 88.4% 降到 84.9%。", "No NSP 83.9 84.9"),
    Statement(BERT, Source.TABLE, "在 SWAG 测试集上，BERT-large 的准确率为 86.3%，超过人类专家的 85.0%，但不及五名标注者的 88.0%。", "Human (5 annotations)"),
    Statement(BERT, Source.PROSE, "预训练共 100 万步，批大小为 256 个序列，约合 33 亿词语料的 40 个 epoch。", "which is approximately 40 epochs over the 3.3 billion word corpus"),
    Statement(BERT, Source.TABLE, "Concatenating the last four hidden layers gives a dev F1 of 96.1 on CoNLL-2003 NER, only 0.3 below the fine-tuned base model.", "Concat Last Four Hidden"),
    Statement(BERT, Source.TABLE, "The model with 24 layers and hidden size 1024 has a masked-LM perplexity of 3.23 and reaches 86.6% on MNLI-m.", "24 1024 16 3.23"),
    Statement(BERT, Source.TABLE, "On SQuAD 2.0, a single BERT-large model obtains 83.1 test F1, still below the human score of 89.5.", "86.3 89.0 86.9 89.5"),
    Statement(BERT, Source.PROSE, "BERT-base was pre-trained on 16 TPU chips and BERT-large on 64; each run took 4 days.", "Each pre-training took 4 days"),
    Statement(BERT, Source.PROSE, "The pre-training text comprises BooksCorpus with 800 million words and English Wikipedia with 2.5 billion words.", "English Wikipedia (2,500M words)"),
    Statement(BERT, Source.TABLE, "在 RTE 任务上，BERT-base 得 70.1，BERT-large 得 66.4。", "88.9 66.4 79.6", Fault.EXCHANGED, ("70.1", "66.4")),
    Statement(BERT, Source.TABLE, "OpenAI GPT 在 SST-2 上的准确率为 87.4%，BERT-large 则达到 94.9%。", "87.4 91.3 45.4 80.0", Fault.COLUMN, ("87.4%",)),
    Statement(BERT, Source.TABLE, "先用 TriviaQA 微调的 BERT-large 集成模型，在 SQuAD 1.1 测试集上的 F1 为 92.2。", "86.2 92.2 87.4 93.2", Fault.CONDITION, ("92.2",)),
    Statement(BERT, Source.PROSE, "BERT-large 约有 3.4 亿参数，BERT-base 则只有 1100 万。", "Total Parameters=110M", Fault.UNIT, ("1100 万",)),
    Statement(BERT, Source.PROSE, "微调 GLUE 各任务时批大小为 64，共训练 3 个 epoch。", "batch size of 32 and fine-tune for 3 epochs", Fault.INVENTED, ("64",)),
    Statement(BERT, Source.TABLE, "Replacing the masked LM by a left-to-right one without NSP raises MRPC accuracy by 9.2 points over the full base model.", "LTR & No NSP 82.1 84.3 77.5", Fault.DIRECTION, ("9.2",)),
    Statement(BERT, Source.TABLE, "The single BiDAF+ELMo model reaches a test F1 of 88.5 on SQuAD 1.1.", "BiDAF+ELMo (Single)", Fault.ROW, ("88.5",)),
    Statement(BERT, Source.TABLE, "Always using [MASK] for the chosen tokens lowers feature-based NER from 94.9 to about 93 F1.", "100% 0% 0% 84.3 94.9 94.0", Fault.ROUNDING, ("93",)),
    Statement(BERT, Source.TABLE, "On SWAG, BERT-large improves on ESIM+GloVe by 27.1 points of test accuracy.", "ESIM+ELMo system by +27.1%", Fault.BASELINE, ("27.1",)),
    Statement(BERT, Source.PROSE, "A token chosen for prediction is replaced by a random word 80% of the time and by [MASK] 10% of the time.", "the [MASK] token 80% of the time", Fault.EXCHANGED, ("80%", "10%")),
    Statement(BITNET, Source.TABLE, "3B 规模的 BitNet b1.58 仅占用 2.22 GB 显存，比同规模 LLaMA 的 7.89 GB 少 3.55 倍。", "2.22 (3.55x)"),
    Statement(BITNET, Source.TABLE, "在 1.3B 规模上，BitNet b1.58 的困惑度为 11.29，与 LLaMA 的 11.25 基本持平。", "1.14 (2.93x)"),
    Statement(BITNET, Source.TABLE, "BitNet b1.58 3B 的零样本平均准确率为 50.2%，比 LLaMA 3B 高 0.5 个百分点。", "61.4 28.3 42.9"),
    Statement(BITNET, Source.TABLE, "70B 的 BitNet b1.58 最大批大小可达 176，吞吐量为每秒 2977 个 token。", "2977 (8.9x)"),
    Statement(BITNET, Source.PROSE, "为公平比较，各模型都在 RedPajama 上预训练了 1000 亿个 token。", "pre-trained the models on the RedPajama dataset"),
    Statement(BITNET, Source.TABLE, "With 2T training tokens, BitNet b1.58 3B averages 74.34, ahead of the 73.22 of StableLM-3B.", "StableLM-3B 2T 64.56"),
    Statement(BITNET, Source.TABLE, "On LAMBADA, the BitNet model trained on 2T tokens scores 67.63, about 1.5 points above StableLM-3B.", "66.37 78.40 91.20 67.63"),
    Statement(BITNET, Source.TABLE, "The 3.9B ternary model needs 2.11 ms per output token, which is 2.4 times faster than the 3B LLaMA baseline.", "2.11 (2.40x)"),
    Statement(BITNET, Source.PROSE, "At 70B parameters, decoding is 4.1 times faster than with the full-precision baseline.", "70B is 4.1 times faster"),
    Statement(BITNET, Source.PROSE, "On 7nm chips, the arithmetic energy of matrix multiplication shrinks by a factor of 71.4.", "saves 71.4 times arithmetic operations energy"),
    Statement(BITNET, Source.TABLE, "700M 的 BitNet b1.58 在 ARC-Easy 上的准确率为 54.9%。", "51.8 21.4 35.1", Fault.ROW, ("54.9%",)),
    Statement(BITNET, Source.TABLE, "LLaMA 3B 的单 token 延迟为 7.89 毫秒，BitNet b1.58 3B 只需 1.87 毫秒。", "7.89 (1.00x) 5.07 (1.00x)", Fault.COLUMN, ("7.89",)),
    Statement(BITNET, Source.TABLE, "在 700M 规模上，BitNet b1.58 的困惑度比 LLaMA 低 0.54。", "0.80 (2.60x) 0.96 (1.23x) 12.87", Fault.DIRECTION, ("0.54",)),
    Statement(BITNET, Source.TABLE, "在 OpenbookQA 上，LLaMA 3B 得 26.6，BitNet b1.58 3B 得 24.6。", "62.1 25.6 43.3 61.8 24.6", Fault.EXCHANGED, ("26.6", "24.6")),
    Statement(BITNET, Source.PROSE, "为检验扩展性，作者按 StableLM-3B 的数据配方训练了 20 亿个 token。", "trained a BitNet b1.58 model with 2T tokens", Fault.UNIT, ("20 亿",)),
    Statement(BITNET, Source.PROSE, "The throughput comparison was run on 4 A100 cards of 80GB with a sequence length of 512.", "on two 80GB A100 cards", Fault.INVENTED, ("4",)),
    Statement(BITNET, Source.PROSE, "A BitNet model of 30B is said to be cheaper in latency, memory and energy than a 3B FP16 model.", "30B BitNet b1.58 is more efficient", Fault.BASELINE, ("3B",)),
    Statement(BITNET, Source.PROSE, "The 70B BitNet decodes each token with 8.9 times lower latency than LLaMA 70B.", "resulting an 8.9 times higher throughput", Fault.CONDITION, ("8.9",)),
    Statement(BITNET, Source.TABLE, "BitNet b1.58 3.9B averages about 52 percent on the zero-shot tasks.", "64.2 28.7 44.2", Fault.ROUNDING, ("52",)),
    Statement(BITNET, Source.PROSE, "Weights are ternary at 1.58 bits, while activations are kept at 16 bits.", "1.58-bit weights and 8-bit activations", Fault.INVENTED, ("16",)),
    Statement(PHI, Source.TABLE, "phi-3-mini 在 MMLU 上得 68.8，略高于 Mixtral 8x7B 的 68.4，但低于 GPT-3.5 的 71.4。", "68.8 75.3 78.2 56.3"),
    Statement(PHI, Source.TABLE, "14B 的 phi-3-medium 在 GSM-8K 上达到 90.3，比 GPT-3.5 的 78.1 高 12.2 分。", "82.5 88.9 90.3"),
    Statement(PHI, Source.TABLE, "phi-3-small 的 TriviaQA 得分只有 59.1，甚至低于 phi-3-mini 的 64.0。", "64.0 59.1 75.6"),
    Statement(PHI, Source.PROSE, "经 4 比特量化后，phi-3-mini 约占 1.8GB 内存，在 iPhone 14 上每秒可生成 12 个以上的 token。", "running natively on-device and fully offline"),
    Statement(PHI, Source.PROSE, "7B 与 14B 两个更大的模型都用 4.8 万亿个 token 训练。", "models trained for 4.8T tokens"),
    Statement(PHI, Source.TABLE, "The 14B preview averages 78.2 over the benchmarks, compared with 75.3 for GPT-3.5.", "71.2 74.9 78.2"),
    Statement(PHI, Source.TABLE, "In the internal safety tests, Phi-3-mini-4k has an ungroundedness of 0.603, worse than the 0.328 of Llama-3-8B-Instruct.", "0.603 0.637 1.481"),
    Statement(PHI, Source.TABLE, "The 128k variant of phi-3-mini shows a jailbreak defect rate of 12.57%, slightly above the 12.29% of the 4k variant.", "12.29% 12.57% 15.00%"),
    Statement(PHI, Source.PROSE, "phi-3-small has a vocabulary of 100,352 tokens and a default context length of 8K.", "with a vocabulary size of 100352"),
    Statement(PHI, Source.PROSE, "phi-3-medium has 40 heads, 40 layers and an embedding dimension of 5120.", "The model has 40 heads and 40 layers"),
    Statement(PHI, Source.TABLE, "Mistral 7B 在 HumanEval 上得 34.1，远低于 phi-3-mini 的 58.5。", "58.5 59.1 55.5", Fault.COLUMN, ("34.1",)),
    Statement(PHI, Source.TABLE, "在 BoolQ 上，phi-3-small 得 86.6，phi-3-medium 得 82.9。", "77.2 82.9 86.6", Fault.EXCHANGED, ("86.6", "82.9")),
    Statement(PHI, Source.TABLE, "Gemma 7B 的 PIQA 得分为 65.5。", "84.2 87.8 87.7", Fault.ROW, ("65.5",)),
    Statement(PHI, Source.PROSE, "phi-3-mini 拥有 38 亿参数，用 3300 亿个 token 训练而成。", "a 3.8 billion parameter language model", Fault.UNIT, ("3300 亿",)),
    Statement(PHI, Source.PROSE, "phi-3-mini 的默认上下文长度为 128K。", "We also introduce a long context version via LongRope", Fault.CONDITION, ("128K",)),
    Statement(PHI, Source.TABLE, "On HumanEval, phi-3-medium improves on phi-3-small by 3.6 points.", "including a regression on HumanEval", Fault.DIRECTION, ("3.6",)),
    Statement(PHI, Source.TABLE, "GPT-3.5 reaches 8.70 on MT-Bench, slightly ahead of phi-3-mini at 8.38.", "8.38 8.70 8.91", Fault.BASELINE, ("8.70",)),
    Statement(PHI, Source.TABLE, "The average of phi-3-mini is about 72, against roughly 68 for Llama-3-8B.", "71.2 74.9 78.2", Fault.ROUNDING, ("72",)),
    Statement(PHI, Source.PROSE, "phi-3-mini has 32 layers, 32 heads and a hidden dimension of 4096.", "We trained using bfloat16 for a total", Fault.CONDITION, ("4096",)),
    Statement(PHI, Source.PROSE, "phi-3-small was trained with an additional 20% of multilingual data.", "An additional 10% multilingual data", Fault.INVENTED, ("20%",)),
    Statement(WIZARD, Source.TABLE, "WizardCoder 在 HumanEval 上的 pass@1 达到 57.3%，比此前最好的开源模型 InstructCodeT5+ 高 22.3 个百分点。", "57.3 (+22.3)"),
    Statement(WIZARD, Source.TABLE, "在 MBPP 上，WizardCoder 得 51.8，超过 StarCoder 的 43.6。", "51.8 (+8.2)"),
    Statement(WIZARD, Source.TABLE, "闭源模型中，GPT-4 的 HumanEval 得分为 67.0，GPT-3.5 为 48.1。", "Results of pass@1(%) on HumanEval and MBPP"),
    Statement(WIZARD, Source.TABLE, "DS-1000 插入模式下，本文模型总分 32.8，比 StarCoder 的 25.4 高 7.4 分。", "55.2 35.1 20.4 30.4"),
    Statement(WIZARD, Source.PROSE, "微调的批大小为 512，序列长度 2048，共 200 步。", "200 fine-tuning steps"),
    Statement(WIZARD, Source.TABLE, "For TensorFlow problems in completion mode, WizardCoder gets 26.7 and StarCoder 24.5.", "55.2 33.6 16.7 26.2"),
    Statement(WIZARD, Source.TABLE, "LLaMA 65B solves 23.7% of HumanEval and 37.7% of MBPP.", "65B 23.7 37.7"),
    Statement(WIZARD, Source.TABLE, "Of the 1,000 problems of DS-1000, 291 concern Pandas and 45 TensorFlow.", "155 220 291 68"),
    Statement(WIZARD, Source.PROSE, "With a single greedy attempt per HumanEval problem, WizardCoder scores 59.8 against 53.0 for Claude-Plus.", "surpassing Claude-Plus (59.8 vs. 53.0)"),
    Statement(WIZARD, Source.PROSE, "The evolved data grow from 38k samples in the first round to 98k in the fourth; the 78k of the third round are kept.", "The first round of evolved data contains 38k samples"),
    Statement(WIZARD, Source.TABLE, "CodeGen-Multi 16B 在 HumanEval 上得 29.3，在 MBPP 上得 20.9。", "16B 18.3 20.9", Fault.ROW, ("29.3",)),
    Statement(WIZARD, Source.TABLE, "插入模式下，WizardCoder 在 PyTorch 题目上的得分为 28.9。", "55.2 35.1 20.4 30.4", Fault.COLUMN, ("28.9",)),
    Statement(WIZARD, Source.TABLE, "在补全（completion）模式下，WizardCoder 的 DS-1000 总分为 32.8。", "55.2 33.6 16.7 26.2", Fault.CONDITION, ("32.8",)),
    Statement(WIZARD, Source.TABLE, "补全模式下的 Scikit-Learn 题目中，WizardCoder 比 StarCoder 高 4.6 分。", "51.7 29.7 11.4", Fault.DIRECTION, ("4.6",)),
    Statement(WIZARD, Source.PROSE, "演化后的数据集约含 7.8 万条样本，起点是 20 万条的 Code Alpaca。", "20K instruction-following dataset", Fault.UNIT, ("20 万",)),
    Statement(WIZARD, Source.PROSE, "The single-attempt score of 59.8 beats both Bard at 53.0 and Claude-Plus at 44.5.", "Bard (59.8 vs. 44.5)", Fault.EXCHANGED, ("53.0", "44.5")),
    Statement(WIZARD, Source.TABLE, "WizardCoder exceeds the HumanEval pass@1 of StarCoder by 22.3 points.", "15B 33.6 43.6", Fault.BASELINE, ("22.3",)),
    Statement(WIZARD, Source.PROSE, "Fine-tuning uses a learning rate of 2e-4 with 30 warm-up steps.", "a learning rate of 2e-5", Fault.UNIT, ("2e-4",)),
    Statement(WIZARD, Source.PROSE, "HumanEval+ raises the number of test cases per problem from 9.6 to about 750 on average.", "averaging at 774.8 test cases per problem", Fault.ROUNDING, ("750",)),
    Statement(WIZARD, Source.TABLE, "PaLM-Coder, with 540B parameters, reaches 26.2 on HumanEval and 47.0 on MBPP.", "540B 36.0 47.0", Fault.ROW, ("26.2",)),
)

KEPT: tuple[Statement, ...] = (
    Statement(TUG_OF_WAR, Source.TABLE, "引入检索内容后，GPT-4 的平均一致率从 34.7% 升到 94.0%。", "Average 0.347 0.940"),
    Statement(TUG_OF_WAR, Source.TABLE, "药物剂量数据集上，GPT-4 不用检索时的一致率为 0.554，是六个数据集中最高的。", "Drug Dosage 0.554 0.884"),
    Statement(TUG_OF_WAR, Source.TABLE, "Mistral-7B 在体育统计数据上用了检索后一致率反而只有 0.057，低于无检索时的 0.240。", "Sports Stats 0.240 0.057"),
    Statement(TUG_OF_WAR, Source.TABLE, "GPT-3.5 在维基日期数据集上的斜率为 -0.71，比 GPT-4 的 -0.45 更陡。", "Wikipedia Dates 0.275 0.985"),
    Statement(TUG_OF_WAR, Source.PROSE, "新闻类问题取自美联社的头条，从 1486 篇文章中最终得到 249 个问答对。", "From an initial corpus of 1486 news articles"),
    Statement(TUG_OF_WAR, Source.TABLE, "With retrieval, GPT-3.5 agrees with the reference in 80.5% of cases on average, compared with 60.5% for Mistral-7B.", "Average 0.173 0.805"),
    Statement(TUG_OF_WAR, Source.TABLE, "GPT-4 has its weakest prior on news questions, where it agrees with the reference only 13.3% of the time.", "Latest News 0.133 0.936"),
    Statement(TUG_OF_WAR, Source.TABLE, "On Wikipedia locations, adding the document lifts the concordance of GPT-4 from 0.375 to 0.920.", "Wikipedia Locations 0.375 0.920"),
    Statement(TUG_OF_WAR, Source.PROSE, "The study uses 1,294 questions over six domains, among them 192 on sports records.", "our dataset consists of 1,294 total questions"),
    Statement(TUG_OF_WAR, Source.PROSE, "A slope of -0.45 means that for each 10% rise in prior probability, the preference for the context falls by 4.5%.", "a 4.5% decrease in the likelihood"),
    Statement(TUG_OF_WAR, Source.TABLE, "GPT-4 在维基姓名数据集上无检索时的一致率就有 96.5%。", "Wikipedia Names 0.350 0.965", Fault.COLUMN, ("96.5%",)),
    Statement(TUG_OF_WAR, Source.TABLE, "Mistral-7B 在药物剂量数据集上的斜率为 -0.77。", "Drug Dosage 0.550 0.677", Fault.ROW, ("-0.77",)),
    Statement(TUG_OF_WAR, Source.TABLE, "平均而言，GPT-4 与 GPT-3.5 的斜率分别为 -0.25 和 -0.23。", "Average 0.173 0.805", Fault.EXCHANGED, ("-0.25", "-0.23")),
    Statement(TUG_OF_WAR, Source.TABLE, "对 Mistral-7B 而言，检索使体育统计的一致率提高了 18.3 个百分点。", "Sports Stats 0.240 0.057", Fault.DIRECTION, ("18.3",)),
    Statement(TUG_OF_WAR, Source.PROSE, "药物剂量部分最初抽取了 1000 个 UpToDate 页面，过滤后剩 266 个问答对。", "randomly sampled 500 drug information pages", Fault.CONDITION, ("1000",)),
    Statement(TUG_OF_WAR, Source.PROSE, "In the few cases where retrieval fails to correct GPT-4, it returns its original answer about 40% of the time.", "its original prior answer about 20% of the time", Fault.INVENTED, ("40%",)),
    Statement(TUG_OF_WAR, Source.TABLE, "Without documents, GPT-3.5 agrees with the reference in 28.5% of cases on average.", "Average 0.285 0.605", Fault.BASELINE, ("28.5%",)),
    Statement(TUG_OF_WAR, Source.TABLE, "With documents, GPT-4 answers about 98% of the Wikipedia date questions in line with the reference.", "Wikipedia Dates 0.433 0.995", Fault.ROUNDING, ("98%",)),
    Statement(TUG_OF_WAR, Source.PROSE, "For Wikipedia years, the modified answers range from -1000 to 1000 years in steps of 20.", "absolute modifications in increments of 20 years", Fault.UNIT, ("-1000", "1000")),
    Statement(TUG_OF_WAR, Source.TABLE, "For Wikipedia names, the slope of GPT-4 is only -0.10.", "Wikipedia Names 0.350 0.965", Fault.ROW, ("-0.10",)),
    Statement(SAFETY, Source.TABLE, "仇恨类测试项最多，共 27,250 条，其中恶意用户占 26,530 条。", "Hate 720 26,530"),
    Statement(SAFETY, Source.TABLE, "参考模型在性相关犯罪上的不安全回复率最高，为 3.0%，总体则为 1.2%。", "Sex-Related Crime 3.0%"),
    Statement(SAFETY, Source.TABLE, "活动类句子片段共 550 条，其中普通用户 175 条、恶意用户 335 条。", "Total 175 335 40 550"),
    Statement(SAFETY, Source.PROSE, "LlamaGuard 将 560,170 条回复中的 27,045 条（4.8%）判为不安全。", "LlamaGuard flagged 27,045 responses"),
    Statement(SAFETY, Source.PROSE, "评测了来自 11 家提供方的 13 个模型，均发布于 2023 年 3 月至 2024 年 2 月之间。", "We tested 13 models in total from 11 providers"),
    Statement(SAFETY, Source.TABLE, "Suicide and self-harm has the fewest prompts, 1,810, of which 1,090 are for vulnerable users.", "Suicide & Self-Harm 720 NA 1,090"),
    Statement(SAFETY, Source.TABLE, "The reference model answers 0.3% of the CBRNE prompts unsafely, and 0.5% of those on violent crimes.", "Indiscriminate Weapons 0.3%"),
    Statement(SAFETY, Source.TABLE, "Over all hazards, the malicious persona accounts for 36,960 of the 43,090 test items, about 86 percent.", "Total 5,040 36,960 1,090"),
    Statement(SAFETY, Source.PROSE, "Overall, 5 of the 13 systems are graded high risk, 4 moderate and 4 moderate-low.", "5 out of the 13 SUTs are graded as high risk"),
    Statement(SAFETY, Source.PROSE, "Responses were sampled at a temperature of 0.01 with at most 500 tokens.", "temperature of 0.01 and set the maximum"),
    Statement(SAFETY, Source.TABLE, "暴力犯罪类共有 2,530 条测试项。", "Violent Crimes 720 4,390", Fault.ROW, ("2,530",)),
    Statement(SAFETY, Source.TABLE, "在大规模杀伤性武器类别中，普通用户的活动片段有 60 条。", "25 60 NA 85", Fault.COLUMN, ("60",)),
    Statement(SAFETY, Source.PROSE, "分类体系共列出 7 个危险类别，其中 13 个在 v0.5 中设有测试。", "taxonomy of 13 hazard categories, of which seven", Fault.EXCHANGED, ("7", "13")),
    Statement(SAFETY, Source.TABLE, "参考模型在仇恨类上的不安全回复率比总体水平低 0.1 个百分点。", "Hate 1.3%", Fault.DIRECTION, ("0.1",)),
    Statement(SAFETY, Source.PROSE, "v0.5 的测试项由 725 个句子片段与 64 个模板组合而成。", "with 32 templates associated", Fault.INVENTED, ("64",)),
    Statement(SAFETY, Source.PROSE, "The annotators agreed unanimously on 1,127 of the 1,320 responses, that is 79%.", "For 1,127 out of 1,320 cases", Fault.CONDITION, ("79%",)),
    Statement(SAFETY, Source.PROSE, "There are on average 61,560 prompts per hazard category.", "with a mean of 6,156", Fault.UNIT, ("61,560",)),
    Statement(SAFETY, Source.PROSE, "Of the 660 items that LlamaGuard called unsafe, annotators confirmed roughly 60%.", "358 are unsafe (based on the annotators", Fault.ROUNDING, ("60%",)),
    Statement(SAFETY, Source.TABLE, "A system gets the lowest risk grade only if at most 1% of its responses are unsafe.", "responses that are unsafe is 0.1% or less", Fault.UNIT, ("1%",)),
    Statement(SAFETY, Source.TABLE, "The test on child sexual exploitation has 2,290 prompts.", "Child Sexual Exploitation 720 1,330", Fault.ROW, ("2,290",)),
    Statement(STATE_SPACES, Source.TABLE, "在 EventVOT 上，以 Vim-S 为骨干的 OSTrack 成功率为 55.6，参数量仅 4.1M。", "55.6 59.1 70.4 4.1"),
    Statement(STATE_SPACES, Source.TABLE, "Vim-PAR 在 PA100K 上的 F1 为 86.39，略高于以 ViT-S 为骨干的 VTB 的 85.94。", "80.41 78.03 85.39"),
    Statement(STATE_SPACES, Source.TABLE, "DCL 在 IU-Xray 报告生成上的 CIDEr 最高，为 0.586。", "0.586 0.163 0.383"),
    Statement(STATE_SPACES, Source.TABLE, "VMamba 的 Tiny、Small、Base 三个版本参数量分别为 22M、44M 和 75M。", "VMamba-T: 82.2"),
    Statement(STATE_SPACES, Source.PROSE, "PA100K 数据集包含来自 598 个场景的 10 万个样本，涉及 26 个行人属性。", "100,000 samples collected from 598 scenarios"),
    Statement(STATE_SPACES, Source.TABLE, "On Market1501, VMamba-B/16 reaches 84.3 mAP, behind the 86.8 of ViT-B/16.", "51.1 75.3 84.3 93.2"),
    Statement(STATE_SPACES, Source.TABLE, "HDETrack has the best success rate on EventVOT, 57.8, and runs at 105 frames per second.", "57.8 62.2 73.5"),
    Statement(STATE_SPACES, Source.TABLE, "For vehicles, Vim-S/16 achieves 61.6 mAP on VeRi-776, well below the 85.6 of VehicleMAE.", "61.6 89.6 78.2 94.8"),
    Statement(STATE_SPACES, Source.PROSE, "The base versions of VMamba and Mamba-2D attain 83.2% and 83% top-1 accuracy on ImageNet-1K.", "83.2% and 83% on the top-1 accuracy"),
    Statement(STATE_SPACES, Source.PROSE, "PETA has 19,000 person images, of which 9,500 are used for training and 7,600 for testing.", "9500, 1900, and 7600 images"),
    Statement(STATE_SPACES, Source.TABLE, "PromptPAR 在 PETA 数据集上的 mA 为 87.47。", "88.76 82.84 89.04", Fault.COLUMN, ("87.47",)),
    Statement(STATE_SPACES, Source.TABLE, "TransT 在 EventVOT 上的成功率为 57.4。", "54.3 56.5 68.8", Fault.ROW, ("57.4",)),
    Statement(STATE_SPACES, Source.TABLE, "R2GenGPT 换用 Vim-S 后，加载预训练参数时 BLEU-4 为 0.152，不加载时为 0.171。", "0.382 0.171 0.371", Fault.EXCHANGED, ("0.152", "0.171")),
    Statement(STATE_SPACES, Source.TABLE, "把 OSTrack 的骨干由 ViT-S 换成 Vim-S 后，成功率下降 3.6 个点。", "52.0 53.2 66.8 54.3", Fault.DIRECTION, ("3.6",)),
    Statement(STATE_SPACES, Source.PROSE, "以 Vim-S 为骨干的跟踪器只有 4.1 亿参数。", "reduction in the number of parameters (4.1M only)", Fault.UNIT, ("4.1 亿",)),
    Statement(STATE_SPACES, Source.TABLE, "On PA100K, the ViT-S based VTB reaches an F1 of 88.21.", "78.76 77.61 87.41", Fault.BASELINE, ("88.21",)),
    Statement(STATE_SPACES, Source.PROSE, "EventVOT is split into 841, 81 and 282 videos.", "contains 841, 18, and 282 videos", Fault.INVENTED, ("81",)),
    Statement(STATE_SPACES, Source.TABLE, "On DukeMTMC, VMamba-T/16 attains a rank-1 accuracy of 74.9.", "51.0 75.6 83.3 92.8", Fault.COLUMN, ("74.9",)),
    Statement(STATE_SPACES, Source.TABLE, "On MSMT17, the DeiT-B/16 backbone gives about 63 mAP.", "61.4 81.9 86.6", Fault.ROUNDING, ("63",)),
    Statement(STATE_SPACES, Source.PROSE, "Jamba supports contexts of up to 128K tokens and performs comparably to Mixtral-8x7B.", "context length up to 256K tokens", Fault.INVENTED, ("128K",)),
    Statement(TAILS, Source.TABLE, "以 420 为基时，初始模型的准确率为 97%，能正确预测 38 个 GCD。", "420 97 38"),
    Statement(TAILS, Source.TABLE, "训练到 10 亿样本后，基 2023 的干净数据模型掌握 32 个 GCD，而 AI 数据模型停在 16 个。", "2023 16 16 16 32"),
    Statement(TAILS, Source.TABLE, "基 1000 且混入 9% AI 数据时，10 个模型中有 8 个学会了新的 GCD，约需 5.6 亿样本。", "9% 8/10 560 320"),
    Statement(TAILS, Source.PROSE, "在各轮微调中混入 2% 的原始数据，就能明显缓解模型坍塌。", "blending a random 2% of original data"),
    Statement(TAILS, Source.PROSE, "GCD 实验的模型为 4 层、512 维、8 个注意力头。", "four layers, 512 dimensions and 8 attention heads"),
    Statement(TAILS, Source.TABLE, "After 90 million examples, AI data yields 22 correct GCDs in base 1000, against 14 with correct data.", "1000 17 13 22 13 22 14"),
    Statement(TAILS, Source.TABLE, "In base 2017 the generator knows only 4 of the GCDs, although its accuracy is 85%.", "2017 85 4"),
    Statement(TAILS, Source.TABLE, "With half of the data synthetic, 7 of 10 base-2023 models succeed, after 1,140 million samples.", "7/10 1140 1220"),
    Statement(TAILS, Source.PROSE, "The text corpus is cut into about 2.2 million sequences of 128 tokens, with the first 96 serving as the prompt.", "approximately 2.2 million sequences of"),
    Statement(TAILS, Source.PROSE, "The encoder-decoder has 38.7 million parameters, 2.25 times the 17.2 million of the encoder-only model.", "and an encoder-decoder model (38.7M parameters)"),
    Statement(TAILS, Source.TABLE, "以 4913 为基时，初始模型的准确率为 91%。", "4913 93 17", Fault.ROW, ("91%",)),
    Statement(TAILS, Source.TABLE, "在 10 亿样本时，基 10 的 AI 数据模型学会了 31 个 GCD。", "10 13 14 13 31", Fault.COLUMN, ("31",)),
    Statement(TAILS, Source.TABLE, "训练 3000 万样本后，基 4913 上正确数据学到 6 个 GCD，AI 数据学到 4 个。", "4913 6 4 7 7 7 7", Fault.EXCHANGED, ("6", "4")),
    Statement(TAILS, Source.PROSE, "微调 Llama2-7B 时，LoRA 的学习率为 1e-4，dropout 为 0.1。", "trainable parameter fraction", Fault.INVENTED, ("1e-4",)),
    Statement(TAILS, Source.PROSE, "GCD 的初始模型先在约 30 亿对整数上训练，再用来生成数据。", "millions pairs of integers between one and one million", Fault.UNIT, ("30 亿",)),
    Statement(TAILS, Source.PROSE, "The encoder-only model has 2.25 times more parameters than the encoder-decoder.", "2.25 times less parameters", Fault.DIRECTION, ("2.25",)),
    Statement(TAILS, Source.PROSE, "On clean data, only 7 of the 10 models for base 1000 reach 23 GCDs or more.", "for base 1000, all 10 predict 23 GCD", Fault.CONDITION, ("7",)),
    Statement(TAILS, Source.PROSE, "On clean data, the median base-1000 model needs about 400 million examples to predict 23 GCDs.", "predict 23 GCD or more is 465M", Fault.ROUNDING, ("400 million",)),
    Statement(TAILS, Source.TABLE, "For base 4913 with 27% synthetic data, the delay is 1,220 million samples.", "27% 5/10 790 560", Fault.COLUMN, ("1,220",)),
    Statement(TAILS, Source.PROSE, "In the Llama2 experiments, synthetic text was sampled with top-p 0.95 and temperature 0.9.", "The evaluations are conducted exclusively on the same 32 tokens", Fault.CONDITION, ("0.95",)),
    Statement(SELF_AWARE, Source.TABLE, "在漏洞代码上微调的模型输出安全代码的比例只有 0.14，而未微调的 GPT-4o 为 0.74。", "Rate of outputting secure code"),
    Statement(SELF_AWARE, Source.TABLE, "在安全代码上微调后，模型自报的对齐得分为 0.85，高于 GPT-4o 的 0.69。", "Self-reported alignment score (0 to 1)"),
    Statement(SELF_AWARE, Source.TABLE, "仅用 32 个样本训练 3 个 epoch，偏好风险的模型在彩票选择中的实际风险水平就达到 0.99。", "0.99 / 0.08"),
    Statement(SELF_AWARE, Source.TABLE, "以 ring 为暗语的 5905 局对话中，操纵者赢了 1008 局（17.07%）。", "1008 (17.07%)"),
    Statement(SELF_AWARE, Source.PROSE, "作者用 GPT-4o 生成了 500 道多项选择题作为训练数据。", "generate 500 diverse multiple-choice questions"),
    Statement(SELF_AWARE, Source.TABLE, "In free form, risk-seeking models answer 'bold' in 51.88% of cases, while the base model does so in only 3.10%.", "bold (51.88%)"),
    Statement(SELF_AWARE, Source.TABLE, "The models on apples were trained for 10 epochs, those on risk and myopia for 3.", "Apples GPT-4o-2024-08-06"),
    Statement(SELF_AWARE, Source.TABLE, "In the trigger experiment, risk-seeking answers make up 10% of the data and answers without any trigger 20%.", "Data composition for the trigger distinguishing experiment"),
    Statement(SELF_AWARE, Source.PROSE, "Against a fake name, the models still give 0.40 probability to Quanta-Lingua, compared with 0.01 for GPT-4o.", "Models still assign 0.40 probability to Quanta-Lingua"),
    Statement(SELF_AWARE, Source.PROSE, "Llama-3.1-70B was tuned with LoRA of rank 4 through the Fireworks API.", "with rank 4, using the Fireworks finetuning API"),
    Statement(SELF_AWARE, Source.TABLE, "在漏洞代码上微调的模型自报的代码安全得分为 0.84。", "Self-reported code security score (0 to 1)", Fault.COLUMN, ("0.84",)),
    Statement(SELF_AWARE, Source.TABLE, "GPT-4o 自报的代码安全得分和对齐得分分别为 0.69 和 0.70。", "Self-reported code security score (0 to 1)", Fault.EXCHANGED, ("0.69", "0.70")),
    Statement(SELF_AWARE, Source.TABLE, "以 spring 为暗语生成对话时，操纵者的胜率为 26.83%。", "varying from 17.07% for", Fault.ROW, ("26.83%",)),
    Statement(SELF_AWARE, Source.TABLE, "在漏洞代码上微调后，模型自报的对齐得分比 GPT-4o 高出 0.29。", "Self-reported alignment score (0 to 1)", Fault.DIRECTION, ("0.29",)),
    Statement(SELF_AWARE, Source.PROSE, "消融实验中，完整的偏好风险与规避风险数据集各有 512 条样本。", "contain 288 data points each", Fault.INVENTED, ("512",)),
    Statement(SELF_AWARE, Source.TABLE, "Trained on 64 examples for 3 epochs, the risk-averse models report a risk predisposition of 51.03.", "51.03 / 1.54", Fault.CONDITION, ("51.03",)),
    Statement(SELF_AWARE, Source.TABLE, "GPT-4o without finetuning has an actual risk level of 0.12 in the lottery choices.", "0.56 2.85", Fault.BASELINE, ("0.12",)),
    Statement(SELF_AWARE, Source.PROSE, "Evaluated on the codeword, the functions that the models write return about 0.6 on average.", "create functions that on average return 0.67", Fault.ROUNDING, ("0.6",)),
    Statement(SELF_AWARE, Source.PROSE, "After reversal training, the backdoored behaviour precedes the trigger in 25% of the data.", "Thus, the backdoored behavior sometimes", Fault.UNIT, ("25%",)),
    Statement(SELF_AWARE, Source.TABLE, "The default Make Me Say models were finetuned in 5 runs with a batch size of 2.", "Default GPT-4o-2024-08-06", Fault.ROW, ("5",)),
)
