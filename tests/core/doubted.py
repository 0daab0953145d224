"""Figures that a model may be asked about once more: honest ones, and traps. Chinese is read here.

Written by hand from the recorded pages, before the deciding was written. An honest figure is right
and told in other words than the paper's; a trap is a figure that the paper holds for another row,
column, condition or unit. What is decided was tuned on all of them, on those of `TUNED` first; those
of `tests/core/doubted_last.py` were kept aside.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Put:
    """Figures of one recorded page: each with the statement that states it."""

    page: str
    honest: tuple[tuple[str, str], ...]
    traps: tuple[tuple[str, str], ...]


BITNET = Put(
    "arxiv_html_browser/2402.17764v1",
    honest=(
        ("9.91", "三十亿参数规模下困惑度降到 9.91，略优于全精度基线。"),
        ("71.4", "Arithmetic for matrix products costs 71.4 times less energy."),
        ("2977", "70B 时两张卡每秒可生成 2977 个 token。"),
        ("176", "The largest batch that fits is 176."),
        ("74.34", "同样用 2T token 训练时，其均分 74.34 领先 StableLM-3B。"),
        ("0.80", "At 700M the memory footprint is only 0.80 GB."),
        ("51.2", "扩大到 39 亿参数后零样本均分达 51.2。"),
        ("1.87", "Decoding one token at 3B takes 1.87 ms."),
        ("4.1", "最大规模时单 token 延迟缩短 4.1 倍。"),
    ),
    traps=(
        ("12.33", "BitNet b1.58 at 700M has a perplexity of 12.33."),
        ("11.25", "At 1.3B, BitNet b1.58 reaches a perplexity of 11.25."),
        ("2.71", "BitNet b1.58 needs 2.71 times less memory at 3B."),
        ("7.89", "BitNet b1.58 3B 的显存占用为 7.89 GB。"),
        ("1.62", "1.3B 的 BitNet b1.58 延迟为 1.62 毫秒。"),
        ("61.4", "LLaMA 3B gets 61.4 on ARCe."),
        ("28.3", "3B 规模的 LLaMA 在 ARCc 上得 28.3。"),
        ("59.3", "BitNet b1.58 3B 在 BQ 上得 59.3。"),
        ("333", "BitNet b1.58 70B handles 333 tokens per second."),
        ("11.0", "吞吐量提升到 11.0 倍。"),
        ("90.75", "BitNet b1.58 3B trained on 2T tokens scores 90.75 on SciQ."),
        ("67.63", "在 LAMBADA 上 StableLM-3B 得 67.63。"),
        ("78.40", "BitNet b1.58 3B reaches 78.40 on Winogrande."),
        ("2.38", "3B 的 BitNet b1.58 占用 2.38 GB 显存。"),
        ("8.9", "70B 的解码速度是 LLaMA 的 8.9 倍。"),
    ),
)
BERT = Put(
    "arxiv_html/1810.04805.bert-2026-03-render",
    honest=(
        ("80.5", "The GLUE leaderboard score climbs to 80.5."),
        ("94.9", "情感分类（SST-2）准确率 94.9。"),
        ("60.5", "Linguistic acceptability (CoLA) improves to 60.5 for the bigger model."),
        ("93.2", "阅读理解 SQuAD 1.1 集成后 F1 达 93.2。"),
        ("86.3", "在常识推断 SWAG 测试中大模型为 86.3。"),
        ("84.9", "Dropping next-sentence prediction brings question NLI down to 84.9."),
        ("96.1", "不微调、只拼接最后四层作特征也有 96.1 的 F1。"),
        ("340M", "The larger variant counts 340M weights."),
        ("83.1", "SQuAD v2.0 测试 F1 为 83.1，提高 5.1。"),
        ("15%", "每个序列中随机遮盖 15% 的词元。"),
    ),
    traps=(
        ("94.9", "BERT-base scores 94.9 on SST-2."),
        ("92.7", "BERT-large reaches 92.7 on SST-2 test."),
        ("86.7", "BERT-large 在 QNLI 上达到 86.7。"),
        ("60.5", "BERT-base 在 CoLA 上为 60.5。"),
        ("70.1", "OpenAI GPT 在 RTE 上得 70.1。"),
        ("45.4", "BERT-base gets 45.4 on CoLA."),
        ("93.2", "The single BERT-large model reaches 93.2 F1 on the SQuAD 1.1 test set."),
        ("90.9", "BERT-large 集成模型在 SQuAD 1.1 开发集上 F1 为 90.9。"),
        ("85.0", "On SWAG, BERT-large reaches 85.0 on the test set."),
        ("86.6", "BERT-large 在 SWAG 测试集上为 86.6。"),
        ("84.9", "With next sentence prediction, BERT-base scores 84.9 on QNLI."),
        ("77.8", "Removing only NSP lowers SQuAD to 77.8."),
        ("96.6", "BERT-base reaches 96.6 dev F1 on CoNLL-2003."),
        ("92.8", "BERT-large 在 CoNLL-2003 开发集上 F1 为 92.8。"),
        ("81.9", "BERT-large 在 SQuAD 2.0 上的 EM 为 81.9。"),
        ("83.1", "On SQuAD 1.1 test, BERT-large reaches 83.1 F1."),
        ("95.4", "采用 80/10/10 遮蔽时 MNLI 开发集准确率为 95.4。"),
        ("87.8", "24 层模型在 SST-2 上达到 87.8。"),
    ),
)
WIZARD = Put(
    "arxiv_html_browser/2306.08568",
    honest=(
        ("57.3", "一次通过率（HumanEval）57.3，创开源模型新高。"),
        ("51.8", "On MBPP the tuned 15B model gets 51.8."),
        ("22.3", "Compared with the strongest open competitor on HumanEval it gains 22.3 points."),
        ("78k", "进化三轮后得到约 78k 条样本。"),
        ("59.8", "Greedy decoding solves 59.8% of the problems."),
        ("2e-5", "学习率设为 2e-5。"),
        ("32.8", "代码插入任务（DS-1000）总体 32.8。"),
        ("512", "Fine-tuning uses batches of 512."),
        ("35.0", "此前最好的开源模型只有 35.0。"),
    ),
    traps=(
        ("51.8", "WizardCoder reaches 51.8 on HumanEval."),
        ("57.3", "WizardCoder 在 MBPP 上达到 57.3。"),
        ("43.6", "WizardCoder scores 43.6 on MBPP."),
        ("67.0", "GPT-3.5 在 HumanEval 上为 67.0。"),
        ("48.1", "GPT-4 scores 48.1 on HumanEval."),
        ("36.0", "PaLM 540B scores 36.0 on HumanEval."),
        ("37.7", "LLaMA 33B 在 MBPP 上为 37.7。"),
        ("29.3", "CodeGen-Multi 16B 在 HumanEval 上得 29.3。"),
        ("32.8", "On DS-1000 completion WizardCoder reaches 32.8 overall."),
        ("29.2", "DS-1000 插入任务上 WizardCoder 总分为 29.2。"),
        ("25.4", "StarCoder 在 DS-1000 补全任务上总分为 25.4。"),
        ("35.1", "WizardCoder 在 pandas 子集的插入任务上为 35.1。"),
        ("28.8", "The 2.5B Codex scores 28.8 on HumanEval."),
    ),
)
PHI = Put(
    "arxiv_html_browser/2404.14219v1",
    honest=(
        ("3.3T", "预训练语料为 3.3T 词元。"),
        ("1.8GB", "Compressed to 4 bit, the model fits in 1.8GB."),
        ("8.38", "多轮对话评测 MT-bench 得 8.38。"),
        ("82.5", "小学数学题 GSM-8K 正确率 82.5。"),
        ("64.0", "World knowledge is its weak side: 64.0 on TriviaQA."),
        ("12", "在 iPhone 14 上每秒能输出 12 个以上词元。"),
        ("75%", "The 7B sibling gets 75% on MMLU."),
        ("11.43%", "Jailbreak defects of Gemma stand at 11.43%."),
    ),
    traps=(
        ("75.3", "phi-3-mini scores 75.3 on MMLU."),
        ("78.2", "phi-3-small 在 MMLU 上达到 78.2。"),
        ("82.2", "On TriviaQA, phi-3-mini reaches 82.2."),
        ("85.8", "Mixtral 8x7B 在 TriviaQA 上为 85.8。"),
        ("88.9", "phi-3-mini 在 GSM-8K 上达到 88.9。"),
        ("46.4", "Gemma 7B scores 46.4 on GSM-8K."),
        ("94.6", "phi-3-mini 在 Arc-C 上达到 94.6。"),
        ("84.9", "On Arc-E, phi-3-mini gets 84.9."),
        ("12.57%", "The 4K version of phi-3-mini has a jailbreak defect rate of 12.57%."),
        ("0.328", "phi-3-mini 的 ungroundedness 仅为 0.328。"),
        ("37.30%", "知识产权类缺陷率为 37.30%，属于 phi-3-mini-4k。"),
        ("12.29%", "Jailbreak 测试中 Gemma 7B 的缺陷率为 12.29%。"),
        ("4.8T", "phi-3-mini was trained on 4.8T tokens."),
        ("8.91", "phi-3-mini reaches 8.91 on MT-bench."),
        ("53.6", "Mistral 7B 在 HellaSwag 上得 53.6。"),
    ),
)
TRANSFORMER = Put(
    "ar5iv_html/1706.03762.prettified",
    honest=(
        ("28.4", "英德翻译刷新纪录，BLEU 28.4。"),
        ("41.8", "French translation ends at 41.8 BLEU."),
        ("3.5", "八块 P100 训练 3.5 天。"),
        ("65M", "The smaller configuration has 65M weights."),
        ("0.9", "只用一个头会损失 0.9 BLEU。"),
        ("91.3", "Constituency parsing with WSJ only: 91.3 F1."),
        ("0.1", "标签平滑取 0.1。"),
        ("4.5 million", "German data comprises 4.5 million sentence pairs."),
        ("36M", "英法语料有 36M 句。"),
    ),
    traps=(
        ("41.8", "The big Transformer reaches 41.8 BLEU on English-to-German."),
        ("27.3", "大模型在英德翻译上的 BLEU 为 27.3。"),
        ("38.1", "The base model gets 38.1 BLEU on English-German."),
        ("26.36", "A single ConvS2S model reaches 26.36 BLEU on EN-DE."),
        ("41.29", "GNMT + RL 集成模型在英法上为 41.29 BLEU。"),
        ("213M", "基础模型共有 213M 参数。"),
        ("92.7", "With WSJ alone, the 4-layer Transformer scores 92.7 F1."),
        ("91.3", "半监督设置下 Transformer 的 F1 为 91.3。"),
        ("93.3", "Transformer 在半监督解析上达到 93.3。"),
        ("1.0", "Base model steps take 1.0 seconds."),
        ("3.5", "The base model was trained for 3.5 days."),
        ("100,000", "The big model was trained for 100,000 steps."),
        ("25.8", "On newstest2013, the big model reaches 25.8 BLEU."),
        ("40.46", "ConvS2S 在英德翻译上得 40.46 BLEU。"),
    ),
)
TUG = Put(
    "arxiv_html_browser/2404.10198v1",
    honest=(
        ("34.7%", "Without any documents GPT-4 is right on 34.7% of questions."),
        ("94%", "给出正确文档后，模型答对 94%。"),
        ("60.5%", "Mistral, with documents, only gets to 60.5%."),
        ("-0.23", "平均斜率为 -0.23：先验越自信越不信文档。"),
        ("1,294", "The questions number 1,294 over six fields."),
        ("0.995", "日期题加文档后几乎全对（0.995）。"),
        ("0.133", "For news, prior knowledge gives just 0.133."),
        ("200", "日期、人名、地名各随机抽 200 题。"),
    ),
    traps=(
        ("0.943", "Drug dosage concordance rises to 0.943 with retrieval."),
        ("0.240", "新闻类问题无检索时一致率为 0.240。"),
        ("0.995", "GPT-3.5 reaches 0.995 on Wikipedia dates with RAG."),
        ("0.805", "GPT-4 加检索后平均一致率为 0.805。"),
        ("0.605", "GPT-3.5 averages 0.605 with retrieval."),
        ("-0.45", "Latest news has the steepest slope, -0.45."),
        ("-0.44", "GPT-4 的平均斜率为 -0.44。"),
        ("0.884", "Without retrieval, GPT-4's concordance on drug dosages is 0.884."),
        ("0.433", "检索后维基百科日期题的一致率为 0.433。"),
        ("0.920", "维基百科人名题加检索后为 0.920。"),
        ("266", "体育纪录类共有 266 道题。"),
        ("0.677", "On sports statistics Mistral-7B reaches 0.677 with RAG."),
        ("0.410", "Mistral-7B 在地名题上先验一致率为 0.410。"),
    ),
)
SAFETY = Put(
    "arxiv_html_browser/2404.12241v1",
    honest=(
        ("43,090", "整个基准有 43,090 个测试条目。"),
        ("560,170", "The systems produced 560,170 answers."),
        ("27,250", "仇恨言论类提示最多，27,250 条。"),
        ("70.4%", "Compared with people, the automatic judge agrees in 70.4% of cases."),
        ("4.8%", "其中 4.8% 被判为不安全。"),
        ("0.01", "采样温度为 0.01。"),
        ("1,090", "Vulnerable personas contribute 1,090 prompts."),
    ),
    traps=(
        ("27,250", "Violent crimes have 27,250 prompts."),
        ("5,110", "仇恨类共有 5,110 条提示。"),
        ("5,040", "Malicious users account for 5,040 test items."),
        ("36,960", "普通用户提示共 36,960 条。"),
        ("1,330", "Hate has 1,330 prompts from malicious users."),
        ("54.2%", "The evaluator is right in 54.2% of the cases that it calls safe."),
        ("86.7%", "LlamaGuard 判为不安全的回复中 86.7% 确实不安全。"),
        ("70.4%", "LlamaGuard flagged 70.4% of the responses."),
        ("550", "viewpoints 片段共有 550 个。"),
        ("1,810", "Non-Violent Crimes has 1,810 prompts in all."),
        ("2,290", "儿童性剥削类共有 2,290 条提示。"),
        ("335", "Vulnerable users have 335 activity fragments."),
    ),
)
PUT = (BITNET, BERT, WIZARD, PHI, TRANSFORMER, TUG, SAFETY)
TUNED = (BITNET, BERT, WIZARD)
UNSEEN = (PHI, TRANSFORMER, TUG, SAFETY)
