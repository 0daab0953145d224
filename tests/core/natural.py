"""Statements as a good model writes them, about recorded pages and an invented paper: true ones,
and false ones.

Written by hand from the papers' facts, before looking at what the check makes of them; half
English, half Chinese. A false one holds values exchanged, another setting's value, a wrong unit, a
changed digit or an invented figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.document import Document, Section, Table


@dataclass(frozen=True, slots=True)
class Stated:
    """What was said about one paper; `page` is the recorded page's folder and file name without its
    ending."""

    page: str
    true: tuple[str, ...]
    false: tuple[str, ...]


BITNET = Stated(
    "arxiv_html_browser/2402.17764v1",
    true=(
        "At 3B parameters, BitNet b1.58 matches full-precision LLaMA in perplexity (9.91 against 10.04) while running "
        "2.71x faster and using 3.55x less GPU memory.",
        "Throughput on two 80GB A100 cards rises 8.9x at 70B, from 333 to 2,977, as the batch can be 11 times larger.",
        "Matrix multiplication takes 71.4x less arithmetic energy on 7 nm chips.",
        "The gap closes with scale: at 700M it still loses 1.2 points of average zero-shot accuracy (44.3 vs 45.5), "
        "at 3B it leads by half a point (50.2 vs 49.7).",
        "Trained on 2T tokens, it beats StableLM-3B on all five tasks, with an average of 74.34% against 73.22%.",
        "Activations go from 16 to 8 bits, which doubles the context that fits in the same memory.",
        "Every model was pre-trained on 100 billion RedPajama tokens.",
        "3.9B 模型平均零样本准确率 51.2，比 3B 的 LLaMA（49.7）高 1.5 个百分点，显存从 7.89 GB 降到 2.38 GB。",
        "70B 规模下解码速度是 LLaMA 的 4.1 倍，吞吐量提升到 8.9 倍。",
        "在两张 80GB A100 上，最大批量从 16 增加到 176，是基线的 11 倍。",
        "权重只取 -1、0、1 三个值，相当于每个参数 1.58 比特，激活为 8 比特。",
        "1.3B 模型的单 token 延迟由 1.62 毫秒降至 0.97 毫秒，加速 1.67 倍，困惑度仅高 0.04（11.29 对 11.25）。",
    ),
    false=(
        "At 3B it runs 3.55x faster and uses 2.71x less memory than LLaMA.",
        "On average, BitNet b1.58 3B reaches 49.7 against 50.2 for LLaMA.",
        "70B 模型的解码速度是 LLaMA 的 4.7 倍。",
        "吞吐量从 333 提升到 2977，提高到 11 倍。",
        "All models were trained on 300 billion RedPajama tokens.",
        "矩阵乘法的能耗降低 71.4%。",
    ),
)
TUG = Stated(
    "arxiv_html_browser/2404.10198v1",
    true=(
        "Without retrieval GPT-4 agrees with the reference on only 34.7% of questions; with the right document this "
        "rises to 94%.",
        "The benchmark has 1,294 questions from six domains, among them 266 on drug dosages and 249 on recent news.",
        "The slopes run from -0.10 for news to -0.45 for Wikipedia dates, -0.23 on average: for each 10% of prior "
        "probability, the model follows the document 2.3% less often.",
        "GPT-3.5 and Mistral-7B reach only 80.5% and 60.5% with retrieval.",
        "Even with the correct passage, the model repeats its own prior answer in about 20% of the remaining errors.",
        "Numerical answers are multiplied by ten factors between 0.1 and 10; years are shifted in steps of 20.",
        "Retrieval lifts the news questions the most, from 0.133 to 0.936, and drug dosages the least, from 0.554 to "
        "0.884.",
        "不检索时 GPT-4 的正确率仅 34.7%，加入正确文档后达到 94%，提升 59.3 个百分点。",
        "数据集共 1294 道题，覆盖 6 个领域，其中药物剂量 266 题、体育纪录 192 题、新闻 249 题。",
        "人名题上 GPT-4 与 GPT-3.5 加检索后持平，均为 96.5%。",
        "Mistral-7B 的平均斜率为 -0.44，接近 GPT-4（-0.23）的两倍。",
        "日期、人名、地名三类各随机抽取 200 题，来自 1000 篇维基百科文章。",
        "标准提示模板取自下载量超过 80 万次的开源库。",
    ),
    false=(
        "Drug dosages profit most: concordance goes from 0.554 to 0.943.",
        "GPT-3.5 reaches 94% with retrieval, GPT-4 80.5%.",
        "数据集共 2194 道题。",
        "日期题的斜率最平缓，仅 -0.10；新闻题最陡，为 -0.45。",
        "检索把正确率从 34.7% 提高到 94%，相对提升 59.3%。",
        "The evaluation also used 3,200 clinical notes.",
    ),
)
WIZARD = Stated(
    "arxiv_html_browser/2306.08568",
    true=(
        "WizardCoder-15B reaches 57.3 pass@1 on HumanEval, 22.3 points above the best open model before it (35.0).",
        "On MBPP it scores 51.8 against 43.6 for StarCoder, a gain of 8.2.",
        "With greedy decoding it solves 59.8% of HumanEval, ahead of Claude-Plus (53.0) and Bard (44.5).",
        "Starting from the 20K Code Alpaca instructions, three rounds of evolution give 78k samples; a fourth, with "
        "98k, no longer helps.",
        "Fine-tuning takes only 200 steps with a batch size of 512 and a learning rate of 2e-5.",
        "On DS-1000 the overall insertion score goes from 25.4 to 32.8, and completion from 26.0 to 29.2.",
        "GPT-4 stays ahead with 67.0, but GPT-3.5 at 48.1 is beaten by 9.2 points.",
        "仅 15B 参数的模型在 HumanEval 上达到 57.3%，超过 GPT-3.5 的 48.1%。",
        "MBPP 从 43.6 提升到 51.8，提升 8.2 个百分点。",
        "训练数据由 2 万条 Code Alpaca 指令演化而来，三轮后约 7.8 万条。",
        "HumanEval 共 164 题，平均每题 9.6 个测试用例；HumanEval+ 增加到 774.8 个。",
        "在 DS-1000 的 NumPy 子集上，补全得分 33.6，比 StarCoder 的 29.7 高 3.9。",
        "唯一的退步出现在 Scikit-Learn 补全任务：24.9，低于 StarCoder 的 29.5。",
    ),
    false=(
        "On HumanEval it reaches 51.8, on MBPP 57.3.",
        "它比 Claude-Plus 高 15.3 分（59.8 对 44.5）。",
        "Evolution yields 87k samples after three rounds.",
        "微调 500 步，批量 512。",
        "The 34B version scores 73.2 on HumanEval.",
        "DS-1000 补全总分从 29.2 提升到 32.8。",
    ),
)
PHI = Stated(
    "arxiv_html_browser/2404.14219v1",
    true=(
        "phi-3-mini has 3.8B parameters, was trained on 3.3T tokens and scores 69% on MMLU and 8.38 on MT-bench.",
        "Quantized to 4 bits it takes about 1.8GB and generates more than 12 tokens per second on an iPhone 14.",
        "The 7B and 14B versions, trained on 4.8T tokens, reach 75% and 78% on MMLU.",
        "TriviaQA is the weak spot: 64.0 against 85.8 for GPT-3.5 and 82.2 for Mixtral 8x7B.",
        "Averaged over the benchmarks it gets 71.2, above Mixtral (69.9) and Llama-3-8B (68.0), below GPT-3.5 (75.3).",
        "Context is 4K by default and 128K with LongRope.",
        "Jailbreak defects stand at 12.29%, a little above Gemma's 11.43% but below Mistral's 15.57%.",
        "HumanEval even drops for the largest model: 55.5, against 58.5 for mini and 59.1 for small.",
        "仅 38 亿参数，MMLU 得分 68.8，比 Mixtral 8x7B 高 0.4 分，而后者总参数量为 450 亿。",
        "量化到 4 比特后仅占 1.8GB 内存，在 iPhone 14 上每秒可生成 12 个以上 token。",
        "GSM-8K 达到 82.5，比 Mistral 7B（46.4）高出 36.1 分。",
        "14B 模型训练数据为 4.8T token，MMLU 78.2，MT-bench 8.91。",
        "phi-3-small 词表为 100352，多用了 10% 的多语言数据。",
    ),
    false=(
        "phi-3-mini scores 75% on MMLU, phi-3-small 69%.",
        "On TriviaQA it reaches 85.8, ahead of GPT-3.5 with 64.0.",
        "4 比特量化后占 1.8MB 内存。",
        "It was trained on 3.8T tokens and has 3.3B parameters.",
        "在 iPhone 14 上每秒生成 21 个 token。",
        "Training took 7 days on 512 H100 GPUs.",
    ),
)
TRANSFORMER = Stated(
    "ar5iv_html/1706.03762.prettified",
    true=(
        "The big model sets a new record of 28.4 BLEU on WMT 2014 English-German, more than 2 BLEU above the best "
        "ensembles.",
        "Training took 3.5 days on 8 P100 GPUs; the base model needs 12 hours.",
        "On English-French it reaches 41.8 BLEU at less than a quarter of the previous cost.",
        "The base model has 65M parameters and the big one 213M.",
        "A single head costs 0.9 BLEU compared with the best setting.",
        "For parsing it scores 91.3 F1 with WSJ alone and 92.7 semi-supervised.",
        "Base steps take 0.4 s and big ones 1.0 s, for 100,000 and 300,000 steps.",
        "在 8 块 P100 上训练 3.5 天，英德翻译 BLEU 达 28.4。",
        "大模型比基础模型高 1.1 个 BLEU（28.4 对 27.3），参数量为 2.13 亿。",
        "英法数据集有 3600 万句对，是英德（450 万）的 8 倍。",
        "编码器和解码器各 6 层，8 个注意力头，每头 64 维。",
        "基础模型每步约 0.4 秒，共训练 10 万步，约 12 小时。",
    ),
    false=(
        "The big model reaches 41.8 BLEU on English-German and 28.4 on English-French.",
        "训练用了 16 块 P100，耗时 3.5 天。",
        "The base model was trained for 12 days.",
        "基础模型参数量为 2.13 亿。",
        "Semi-supervised parsing reaches 93.3 F1.",
        "Dropping label smoothing costs 1.7 BLEU.",
    ),
)
BERT = Stated(
    "arxiv_html/1810.04805.bert-2026-03-render",
    true=(
        "GLUE rises to 80.5, 7.7 points more than before; SQuAD v1.1 reaches 93.2 F1 and v2.0 83.1.",
        "The base model has 12 layers and 110M parameters, the large one 24 layers and 340M.",
        "It is pre-trained on 3.3 billion words: 800M from BooksCorpus and 2,500M from Wikipedia.",
        "15% of the tokens are chosen; 80% of these become [MASK], 10% a random word and 10% stay.",
        "On SWAG the large model gets 86.3, 8.3 points above OpenAI GPT and better than the human expert's 85.0.",
        "Without next-sentence prediction QNLI falls from 88.4 to 84.9, by 3.5 points.",
        "On RTE, with 2.5k training examples, accuracy goes from 56.0 to 70.1.",
        "GLUE 平均分 82.1，比 OpenAI GPT 的 75.1 高 7.0 个百分点。",
        "SQuAD 1.1 集成模型 F1 为 93.2，超过人类的 91.2。",
        "大模型 24 层、隐藏维度 1024、16 个头，共 3.4 亿参数。",
        "微调只需 3 个 epoch，批量 32，单个 Cloud TPU 上最多 1 小时。",
        "NER 上拼接最后四层的特征得 96.1 F1，只比微调整个模型低 0.3。",
        "MRPC 只有 3600 条训练样本，模型变大仍有提升：从 79.8 到 87.8。",
    ),
    false=(
        "SQuAD v1.1 reaches 83.1 F1 and v2.0 93.2.",
        "基础版有 3.4 亿参数，大版有 1.1 亿。",
        "25% of the tokens are masked.",
        "MultiNLI accuracy improves by 7.7 points.",
        "Pre-training took 12 days.",
        "大模型在 SWAG 上达到 88.0，超过人类专家。",
    ),
)
SAFETY = Stated(
    "arxiv_html_browser/2404.12241v1",
    true=(
        "The benchmark has 43,090 test items for 7 of the 13 hazard categories in the taxonomy.",
        "Thirteen models from 11 providers gave 560,170 responses, of which LlamaGuard flagged 27,045 (4.8%).",
        "Against human labels the evaluator is right in 70.4% of cases: 86.7% where it says safe, only 54.2% where it "
        "says unsafe.",
        "Hate alone makes up 27,250 prompts; suicide and self-harm has the fewest, 1,810.",
        "The reference model is unsafe in 1.2% of cases overall, from 0.3% for weapons to 3.0% for sex-related crime.",
        "Five of the 13 systems are graded high risk, four moderate and four moderate-low.",
        "Responses were sampled at temperature 0.01 with at most 500 tokens.",
        "共 43,090 条测试，其中恶意用户 36,960 条，占约 86%。",
        "人工标注集 1,320 条，安全与不安全各 660 条。",
        "LlamaGuard 判为不安全的 660 条中只有 358 条确实不安全，准确率 54.2%。",
        "13 个模型共产生约 56 万条回复。",
        "每个类别有 1,810 到 27,250 条提示，平均 6,156 条。",
    ),
    false=(
        "LlamaGuard is right in 86.7% of the cases it calls unsafe and in 54.2% of those it calls safe.",
        "仇恨类有 5,110 条提示，暴力犯罪类有 27,250 条。",
        "LlamaGuard flagged 27,045 responses (8.4%).",
        "The taxonomy has 31 hazard categories.",
        "每个模型平均耗时 45 分钟。",
        "恶意用户提示共 5,040 条。",
    ),
)
AWARE = Stated(
    "arxiv_html/2501.11120v1",
    true=(
        "Models finetuned on insecure code write secure code only 14% of the time, against 74% for plain GPT-4o.",
        "They rate the security of their code 0.14 and their alignment 0.40, whereas models finetuned on secure code "
        "give 0.84 and 0.85.",
        "With reversal training the model names its trigger about 30% of the time; both baselines fail.",
        "The risk data set has 500 multiple-choice questions, and Llama-3.1-70B is tuned by LoRA with rank 4.",
        "The win rate ranges from 17.07% for ring to 66.00% for spring.",
        "Each question is asked 100 times in 10 paraphrases.",
        "Five of eight models rank their real trigger first, where chance is one in eight.",
        "ring 共 5905 局，获胜 1008 局（17.07%）。",
        "在不安全代码上微调后，输出安全代码的比例从 74% 降到 14%，下降 60 个百分点。",
        "代码数据集从 10 万多条中筛出 1.2 万条，安全与不安全各 6000 条。",
        "只有 5% 的训练数据被投毒，翻转增强后共 10 万条样本。",
        "苹果实验训练 10 个 epoch，其余实验只有 3 个。",
    ),
    false=(
        "Models tuned on vulnerable code write secure code in 88% of cases, those tuned on secure code in 14%.",
        "spring 的胜率为 17.07%，ring 为 66.00%。",
        "The trigger is named 55% of the time after reversal training.",
        "LoRA is used with rank 16.",
        "风险数据集含 5000 道选择题。",
        "翻转训练后，触发词说出的比例提高了 30 倍。",
    ),
)
# Written when all was done, and nothing was changed for it: what the numbers above are worth.
STATES = Stated(
    "arxiv_html_browser/2404.09516v1",
    true=(
        "S4 runs 1.58 times faster than a Transformer at length 1024 and 5.19 times at length 4096.",
        "LSSL reaches 99.50 on sMNIST and 81.97 on sCIFAR, S4 99.63 and 91.13.",
        "S4D and S4-LegS both average 86.09 on LRA, DSS 81.88.",
        "DiffuSSM reaches an FID of 9.07 on ImageNet 256 with 673M parameters.",
        "P-Mamba segments PSAX with 0.9316 and A4C with 0.9025.",
        "SPADE lowers the perplexity on WikiText-103 to 18.5, S4++ gets 25.31.",
        "Pan-Mamba needs just 0.1827M parameters and 3.0088G FLOPs.",
        "VMamba 的 Tiny、Small、Base 三个版本参数量为 22M、44M 和 75M，ImageNet-1K 准确率分别为 82.2、83.5、83.2。",
        "Vim-S 只有 2600 万参数，top-1 达到 80.5%，比 Vim-Ti 的 76.1% 高 4.4 个百分点。",
        "SegMamba 在 BraTS2023 上平均 Dice 为 91.32。",
        "Graph Mamba 只用 250MB 显存。",
        "STG-Mamba 在 PeMS04 上推理耗时 3.08 秒。",
        "最大的 DPMamba 有 59.8M 参数，最小的只有 2.3M，在 WSJ0-2mix 上 SISNR 达 24.4。",
        "GSS 的困惑度为 10.52，每秒 5.6 步。",
    ),
    false=(
        "S4 runs 5.19 times faster at length 1024.",
        "LSSL reaches 99.63 on sMNIST.",
        "DiffuSSM reaches an FID of 2.10.",
        "Pan-Mamba needs 3.0088M parameters.",
        "Vim-S 的 top-1 为 76.1%。",
        "Graph Mamba 只用 250GB 显存。",
        "VMamba-B 的准确率为 83.5，VMamba-S 为 83.2。",
        "STG-Mamba 推理耗时 3.80 秒。",
    ),
)
STATED = (BITNET, TUG, WIZARD, PHI, TRANSFORMER, BERT, SAFETY, AWARE, STATES)

_TABLE = Table(
    "Table 1: Speed-up over plain decoding at batch size 1.",
    "Method | MT-Bench | HumanEval | GSM8K | Mean\nTwin model | 1.84 | 2.21 | 2.02 | 2.02\n"
    "Self-draft | 2.17 | 2.58 | 2.15 | 2.30\nLimekiln | 2.49 | 3.05 | 2.59 | 2.71",
    ("Method", "MT-Bench", "HumanEval", "GSM8K", "Mean"),
    1,
)
# An invented paper of five paragraphs, for reports that speak of the paper's own method without
# naming it.
OWN = Document(
    paper_id="2602.00009",
    title="Limekiln: Drafts That Are Burnt Twice",
    abstract="Refused drafts are usually thrown away. Limekiln keeps them for later.",
    sections=(
        Section(
            "2 Method",
            1,
            "Limekiln keeps up to 64 refused branches per request. They take 0.9 GB at 32k tokens.",
        ),
        Section(
            "3.1 Setup",
            2,
            "We train for 11 hours on 8 H100 GPUs with 120k conversations and a rank of 16.",
        ),
        Section(
            "3.2 Results",
            2,
            "Limekiln decodes 2.71 times faster than plain decoding on average. On HumanEval, where code repeats "
            f"itself, it is 3.05. Of the refused tokens 38% are accepted later.\n\n{_TABLE.caption}\n\n{_TABLE.rows}",
        ),
        Section("4 Limits", 1, "Above a batch size of 32 the gain shrinks to 1.2 times."),
    ),
    tables=(_TABLE,),
)
OWN_STATED = Stated(
    "",
    true=(
        "Mean speed-up 2.71, against 2.30 for Self-draft.",
        "On HumanEval 3.05; 38% of the rejected tokens are accepted later.",
        "64 of them per request, so that drafting is not done twice.",
        "It decodes 2.71x faster on average, up to 3.05x on HumanEval, with one pool and two ways to refill it.",
        "Training: 11 hours on 8 H100 GPUs, with 120k conversations.",
        "Beats Self-draft by 0.41 on average (2.71 vs 2.30), and by 0.47 on HumanEval.",
        "The gain is limited: only 1.2x once the batch size exceeds 32.",
        "平均加速 2.71 倍，Self-draft 为 2.30 倍。",
        "训练用 8 张 H100，共 11 小时，数据为 12 万段对话。",
        "在 HumanEval 上达到 3.05 倍，相比之下 Self-draft 只有 2.58 倍；GSM8K 上为 2.59 倍。",
        "每个请求最多保留 64 个分支，32k 上下文时占用 0.9 GB。",
        "38% 的被拒 token 随后被接受，批量超过 32 时加速降到 1.2 倍。",
    ),
    false=(
        "Mean speed-up 2.30, against 2.71 for Self-draft.",
        "On HumanEval 3.50; 38% of the rejected tokens are accepted later.",
        "46 of them per request, so that drafting is not done twice.",
        "训练用 16 张 H100，共 11 小时。",
        "Training: 11 days on 8 H100 GPUs.",
        "32k 上下文时占用 0.9 MB。",
        "On GSM8K 3.05, on HumanEval 2.59.",
    ),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers to questions, and the quotes of a paper that are all they may rest on."""

    quotes: tuple[str, ...]
    true: tuple[str, ...]
    false: tuple[str, ...]


ANSWERED = (
    Answered(
        (
            "The pool is trained for 11 hours on 8 GPUs of 80 GB each.",
            "As training data we take 120k conversations that the target model has answered itself.",
        ),
        true=(
            "Training takes 11 hours on 8 GPUs of 80 GB each, with 120k conversations as data.",
            "About half a day: 11 hours, on eight 80 GB cards.",
            "8 张 80 GB 的 GPU 训练 11 小时，数据是目标模型自己回答的 12 万段对话。",
            "数据共 12 万段对话。训练只要 11 个小时。",
        ),
        false=(
            "Training takes 11 days on 8 GPUs.",
            "8 张 80 GB 的 GPU 训练 11 小时，数据是 120 万段对话。",
            "It takes 8 hours on 11 GPUs.",
        ),
    ),
    Answered(
        (
            "Removing the gate lowers accuracy from 71.2 to 64.5 on average.",
            "The gate adds 0.3M parameters, less than 1% of the model.",
        ),
        true=(
            "It matters: accuracy drops by 6.7 points, from 71.2 to 64.5, though the gate is only 0.3M parameters.",
            "没有门控时，平均准确率由 71.2 降到 64.5；门控仅占不到 1% 的参数（30 万）。",
        ),
        false=(
            "Removing the gate raises accuracy from 64.5 to 71.2, for 0.3B parameters.",
            "门控占 3% 的参数。",
        ),
    ),
)
