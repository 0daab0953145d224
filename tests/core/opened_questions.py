"""Questions to which rules may be fitted, on five of the recorded pages, as people type them.

Written from the pages alone, half Chinese, half English. Every place that answers is listed; a
question without one is asked in good faith.
"""

from __future__ import annotations

from tests.core.model_questions import Answer, Question

TRANSFORMER = "ar5iv_html/1706.03762.prettified.html"
WIZARD = "arxiv_html_browser/2306.08568.html"
PHI = "arxiv_html_browser/2404.14219v1.html"
SAFETY = "arxiv_html_browser/2404.12241v1.html"
TAILS = "arxiv_html_browser/2402.07043v1.html"
PHONE = "Highly capable language model running locally on a cell-phone."
LLAMA = "Appendix H Details of Experiments with Llama2"
ARITHMETIC = "Appendix G Details and Results on Transformer Arithmetic Experiments"

OPENED: tuple[Question, ...] = (
    Question(
        TRANSFORMER,
        "Did they average checkpoints, and how many for the big model?",
        (Answer("6.1 Machine Translation", "we averaged the last 20 checkpoints"),),
    ),
    Question(
        TRANSFORMER,
        "训练一步要花多长时间？",
        (
            Answer("5.2 Hardware and Schedule", "each training step took about 0.4 seconds"),
            Answer("5.2 Hardware and Schedule", "step time was 1.0 seconds"),
        ),
    ),
    Question(
        TRANSFORMER,
        "does label smoothing make perplexity worse",
        (Answer("Label Smoothing", "This hurts perplexity"),),
    ),
    Question(
        TRANSFORMER,
        "解码时输出长度的上限怎么设？",
        (
            Answer(
                "6.1 Machine Translation", "maximum output length during inference to input length"
            ),
            Answer(
                "6.3 English Constituency Parsing",
                "increased the maximum output length to input length",
            ),
        ),
    ),
    Question(
        TRANSFORMER,
        "句法分析实验用了多少个训练句子？",
        (
            Answer("6.3 English Constituency Parsing", "about 40K training sentences"),
            Answer("6.3 English Constituency Parsing", "training set of 40K sentences"),
            Answer("6.3 English Constituency Parsing", "approximately 17M sentences"),
        ),
    ),
    Question(TRANSFORMER, "What did training the big model cost in dollars?"),
    Question(
        TRANSFORMER,
        "英法翻译的训练成本是之前最好模型的几分之几？",
        (
            Answer(
                "6.1 Machine Translation",
                "the training cost of the previous state-of-the-art model",
            ),
        ),
    ),
    Question(
        TRANSFORMER,
        "What happens with too many heads?",
        (Answer("6.2 Model Variations", "quality also drops off with too many heads"),),
    ),
    Question(
        TRANSFORMER,
        "学习得到的位置编码和正弦的有区别吗？",
        (
            Answer("6.2 Model Variations", "observe nearly identical results to the base model"),
            Answer("3.5 Positional Encoding", "the two versions produced nearly identical results"),
        ),
    ),
    Question(
        TRANSFORMER,
        "what inputs besides text do they want to handle next",
        (Answer("7 Conclusion", "input and output modalities other than text"),),
    ),
    Question(TRANSFORMER, "Did they try it on speech recognition?"),
    Question(TRANSFORMER, "模型用的是什么许可证？"),
    Question(
        WIZARD,
        "进化之后的数据集一共有多少条样本？",
        (
            Answer(
                "4.2 Implementation Details",
                "evolved dataset consists of approximately 78k samples",
            ),
        ),
    ),
    Question(
        WIZARD,
        "when do they stop evolving the data?",
        (Answer("3.2 Training WizardCoder", "Once we observe a decline in the pass@1 metric"),),
    ),
    Question(
        WIZARD,
        "How does it do on MBPP compared with StarCoder?",
        (
            Answer("1 Introduction", "+8.2 (51.8 vs. 43.6) in MBPP"),
            Answer("Comparing with the Closed-Source Models.", "57.3 (+22.3) 51.8 (+8.2)"),
        ),
    ),
    Question(
        WIZARD,
        "为什么闭源模型的分数是引用别人的？",
        (
            Answer(
                "Comparing with the Closed-Source Models.",
                "Acquiring access to the APIs of these models proves challenging",
            ),
            Answer(
                "Comparing with the Closed-Source Models.",
                "retrieving the scores for HumanEval and HumanEval+ from the",
            ),
        ),
    ),
    Question(
        WIZARD,
        "how many test cases does each humaneval+ problem have on average?",
        (
            Answer(
                "4.3 Evaluation on HumanEval, HumanEval+, and MBPP",
                "averaging at 774.8 test cases per problem",
            ),
        ),
    ),
    Question(WIZARD, "训练总共花了多少 GPU 小时？"),
    Question(
        WIZARD,
        "What does the code debugging instruction add to a question?",
        (
            Answer(
                "3.1 Evol-Instruct Prompts for Code",
                "Provide a piece of erroneous code as a reference",
            ),
        ),
    ),
    Question(
        WIZARD,
        "起始数据集是哪一个？",
        (
            Answer(
                "3.2 Training WizardCoder",
                "initialized it with the 20K instruction-following dataset called Code Alpaca",
            ),
            Answer(
                "1 Introduction", "applied to evolve the basic code instruction data, Code Alpaca"
            ),
        ),
    ),
    Question(
        WIZARD,
        "what libraries does DS-1000 cover",
        (
            Answer(
                "4.4 Evaluation on DS-1000", "based on the libraries employed, including Matplotlib"
            ),
        ),
    ),
    Question(
        WIZARD,
        "在榜单上排第几？",
        (
            Answer(
                "Comparing with the Closed-Source Models.",
                "attains the third position in this benchmark",
            ),
        ),
    ),
    Question(
        WIZARD,
        "which parts of the original evol-instruct did they drop?",
        (
            Answer(
                "3.1 Evol-Instruct Prompts for Code",
                "removing deepening, complicating input, and In-Breadth Evolving",
            ),
        ),
    ),
    Question(WIZARD, "How much did generating the data cost?"),
    Question(WIZARD, "有没有做人工评估？"),
    Question(
        PHI,
        "量化到 4 比特以后占多少内存？",
        (Answer(PHONE, "1.8GB of memory"),),
    ),
    Question(
        PHI,
        "What is the second phase of pre-training for?",
        (Answer("Training Methodology.", "Phase-2 merges even more heavily filtered webdata"),),
    ),
    Question(
        PHI,
        "Why did they throw out stuff like football results?",
        (
            Answer(
                "Data Optimal Regime.",
                "we need to remove such information to leave more model capacity",
            ),
        ),
    ),
    Question(
        PHI,
        "安全方面请谁做了红队测试？",
        (
            Answer(
                "4 Safety", "An independent red team at Microsoft iteratively examined phi-3-mini"
            ),
        ),
    ),
    Question(
        PHI,
        "phi-3-small 用的是哪个分词器？",
        (Answer("2 Technical Specifications", "leverages the tiktoken tokenizer"),),
    ),
    Question(PHI, "Which optimizer was used for pre-training?"),
    Question(
        PHI,
        "How fast does it run on the phone?",
        (Answer(PHONE, "tokens per second"),),
    ),
    Question(
        PHI,
        "长上下文版本能处理多长？",
        (Answer("2 Technical Specifications", "extends the context length to"),),
    ),
    Question(
        PHI,
        "what is it bad at?",
        (
            Answer("5 Weakness", "fundamentally limited by its size for certain tasks"),
            Answer("5 Weakness", "does not have the capacity to store"),
            Answer("5 Weakness", "mostly restricted the language to English"),
            Answer("5 Weakness", "there remains challenges around factual inaccuracies"),
        ),
    ),
    Question(
        PHI,
        "事实知识不足可以怎么补救？",
        (Answer("5 Weakness", "augmentation with a search engine"),),
    ),
    Question(
        PHI,
        "which existing model's structure is it built on",
        (Answer("2 Technical Specifications", "similar block structure as Llama-2"),),
    ),
    Question(
        PHI,
        "phi-3-medium 有多少层？",
        (Answer("Data Optimal Regime.", "layers, with embedding dimension 5120"),),
    ),
    Question(PHI, "How many GPUs were used for training?"),
    Question(PHI, "训练数据会公开吗？"),
    Question(
        SAFETY,
        "Why are the names of the tested models kept hidden?",
        (
            Answer(
                "6.1 Selection and implementation of SUTs",
                "We have chosen to anonymize the results because",
            ),
        ),
    ),
    Question(
        SAFETY,
        "句子片段是谁写的？",
        (
            Answer(
                "4.2.1 Sentence fragments", "created by human experts with experience in AI safety"
            ),
        ),
    ),
    Question(
        SAFETY,
        "测试用的提示总共有多少条？",
        (
            Answer("H.2 Composition", "There are 43,090 instances in total"),
            Answer("Executive Summary", "There are 43,090 test items in total"),
            Answer("5.2.1 Scoring SUTs’ performance on test items", "13 SUTs x 43,090 test items"),
        ),
    ),
    Question(
        SAFETY,
        "What temperature were the responses sampled at?",
        (
            Answer(
                "6.1 Selection and implementation of SUTs", "all models with a temperature of 0.01"
            ),
        ),
    ),
    Question(
        SAFETY,
        "did they let an AI write the prompts?",
        (
            Answer("4.2.1 Sentence fragments", "We considered using AI to generate prompts"),
            Answer("H.3 Collection Process", "We manually created prompts by combining"),
        ),
    ),
    Question(SAFETY, "标注员的报酬是多少？"),
    Question(
        SAFETY,
        "How many models did they test and from how many companies?",
        (
            Answer(
                "6.1 Selection and implementation of SUTs",
                "We tested 13 models in total from 11 providers",
            ),
            Answer("H.5 Uses", "benchmark 14 models from 11 providers"),
        ),
    ),
    Question(
        SAFETY,
        "为什么选 LlamaGuard 来打分？",
        (
            Answer(
                "5.2.1 Scoring SUTs’ performance on test items",
                "we chose LlamaGuard as its weights are open",
            ),
        ),
    ),
    Question(
        SAFETY,
        "why don't they publish what the models answered?",
        (
            Answer(
                "1.4 Release of the v0.5 benchmark",
                "We do not publish model responses to prompts because",
            ),
        ),
    ),
    Question(
        SAFETY,
        "软件用什么许可证？",
        (
            Answer(
                "1.4 Release of the v0.5 benchmark", "The license for the software is Apache 2.0"
            ),
        ),
    ),
    Question(
        SAFETY,
        "how long did it take to collect the data",
        (Answer("H.3 Collection Process", "over the course of 10 weeks"),),
    ),
    Question(
        SAFETY,
        "哪一类危害的不安全回答最多？",
        (
            Answer(
                "6.2 Performance on the benchmark",
                "percentage of unsafe responses is substantially higher for test items in",
            ),
        ),
    ),
    Question(
        SAFETY,
        "which grade is independent of the reference models?",
        (
            Answer(
                "Option 2: Decile bins", "This is the only Grade that is calculated independently"
            ),
        ),
    ),
    Question(SAFETY, "Which university leads the project?"),
    Question(SAFETY, "评测一个模型要花多少钱？"),
    Question(
        TAILS,
        "how long does the plateau last before the error goes down again?",
        (Answer("(4) Mitigation Strategies.", "The length of the plateau is of order"),),
    ),
    Question(
        TAILS,
        "微调 Llama2 时的学习率是多少？",
        (Answer(LLAMA, "consistent settings using learning rate"),),
    ),
    Question(
        TAILS,
        "why does AI data beat correct data when there are few examples?",
        (Answer(ARITHMETIC, "AI data smoothes away all the hard case"),),
    ),
    Question(
        TAILS,
        "GCD 实验里的模型有几层？",
        (Answer(ARITHMETIC, "all models have four layers, 512 dimensions"),),
    ),
    Question(
        TAILS,
        "这项工作得到了哪些资助？",
        (
            Answer("8 Acknowledgements", "NSF NRT training grant award"),
            Answer("8 Acknowledgements", "supported in part through the NYU IT"),
        ),
    ),
    Question(TAILS, "Is their code released somewhere?"),
    Question(
        TAILS,
        "How many chunks was Wikitext split into?",
        (
            Answer(LLAMA, "resulting in approximately 2.2 million chunks"),
            Answer(LLAMA, "The size of the 2.2 million chunks"),
            Answer("6 Experiments", "sequences of 128 tokens"),
        ),
    ),
    Question(
        TAILS,
        "为什么不从头训练一个大模型来做实验？",
        (
            Answer(LLAMA, "twice the American lifetime worth of CO2"),
            Answer(LLAMA, "we opted to not run such an experiment"),
        ),
    ),
    Question(
        TAILS,
        "what sampling settings were used when generating text with llama",
        (
            Answer("6 Experiments", "We use top-p 0.9 and temperature 0.9"),
            Answer(LLAMA, "Top p 0.9 and temperature 0.9"),
        ),
    ),
    Question(
        TAILS,
        "只有编码器的模型有多少参数？",
        (Answer(ARITHMETIC, "an encoder-only model (17.2M parameters)"),),
    ),
    Question(
        TAILS,
        "what do they say is needed to tell synthetic data apart?",
        (Answer("7 Conclusion", "watermarking for synthetic data is needed"),),
    ),
    Question(
        TAILS,
        "为什么实验做到 30 亿个样本左右就停了？",
        (Answer("Mixing and Grokking", "We were constrained to stop the experiments"),),
    ),
    Question(TAILS, "Which GPUs did the Llama experiments run on?"),
    Question(TAILS, "他们有没有用 GPT-4 做实验？"),
)
