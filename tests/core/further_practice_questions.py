"""Further questions to practise on, about the four papers that the sixth questions leave, as strangers ask
them: rules may be fitted to these as well. Written from the pages alone, before anything was answered.
"""

from __future__ import annotations

from tests.core.model_questions import ABSTRACT, Answer, Question

TRANSFORMER = "ar5iv_html/1706.03762.prettified.html"
WIZARD = "arxiv_html_browser/2306.08568.html"
TAILS = "arxiv_html_browser/2402.07043v1.html"
SAFETY = "arxiv_html_browser/2404.12241v1.html"

GROUP = "1.1 Overview of the MLCommons AI Safety Working Group"
BENCHMARK = "1.2 The AI Safety Benchmark"
EXPERIMENTS = "6 Experiments"
COLLAPSE = "Model Collapse:"
COLLAPSING = "Model Collapse."
ACQUIRING = "3.1 Acquiring Missing Tail"

# One question to a few lines, to be read as a list.

FURTHER: tuple[Question, ...] = (
    Question(
        SAFETY,
        "When was the working group set up?",
        (Answer(GROUP, "was founded at the end of 2023"),),
    ),
    Question(
        SAFETY,
        "每周的例会大概有多少人参加？",
        (Answer(GROUP, "which typically include more than 100 participants"),),
    ),
    Question(
        SAFETY,
        "When will the full benchmark come out?",
        (Answer(BENCHMARK, "which is planned by the end of 2024"),),
    ),
    Question(
        SAFETY,
        "为什么只测语言模型，不测别的模态？",
        (Answer(BENCHMARK, "We focus on LMs as a tractable starting point because"),),
    ),
    Question(
        SAFETY,
        "Can I use v0.5 to decide whether my model is safe?",
        (
            Answer(BENCHMARK, "should not be used to actually assess the safety"),
            Answer("5 Grading SUTs", "should not be interpreted as giving meaningful signals"),
        ),
    ),
    Question(
        SAFETY,
        "危害和风险源是怎么区分的？",
        (
            Answer(
                "AI safety evaluation", "Harm needs to be conceptually separated from its origins"
            ),
        ),
    ),
    Question(
        SAFETY,
        "Who is the benchmark meant for?",
        (
            Answer(
                "1.2.1 Who is the AI Safety Benchmark for?",
                "has been developed for three key audiences",
            ),
        ),
    ),
    Question(
        SAFETY,
        "测试覆盖哪些地区的文化背景？",
        (
            Answer("2.2 Use cases", "The cultural and geographic context is Western Europe"),
            Answer(
                "H.2 Composition", "limited to the geographical and cultural context of Western"
            ),
        ),
    ),
    Question(
        SAFETY,
        "Do the malicious users try jailbreaks?",
        (
            Answer(
                "Adult user intent on malicious activities, behaving in a non-sophisticated way",
                "they do not employ advanced techniques such as jailbreaking",
            ),
        ),
    ),
    Question(
        SAFETY,
        "Why was a new taxonomy needed?",
        (Answer("Why did we make a taxonomy?", "We created a new taxonomy of hazards given that"),),
    ),
    Question(
        SAFETY,
        "分类体系是怎么做出来的？",
        (
            Answer(
                "How did we create the taxonomy?",
                "We created the taxonomy through an iterative process",
            ),
            Answer(
                "How did we create the taxonomy?", "We also interviewed 12 civil society experts"
            ),
        ),
    ),
    Question(
        SAFETY,
        "Does the taxonomy work for other languages?",
        (Answer("Language localization", "may not apply equally well across other languages"),),
    ),
    Question(
        SAFETY,
        "系统的护栏和过滤器也算在测试里吗？",
        (Answer("2.1 Systems Under Test (SUTs)", "but are not included with the SUTs for v0.5"),),
    ),
    Question(
        SAFETY,
        "What did they gain from MLPerf?",
        (Answer(GROUP, "which has helped drive an almost 50x improvement"),),
    ),
    Question(
        TAILS,
        "What two things happen to the tail of the distribution?",
        (Answer(COLLAPSING, "affects the distribution in two possible ways"),),
    ),
    Question(
        TAILS,
        "只混入一点点真实数据，平台期会怎样？",
        (
            Answer("(4) Mitigation Strategies.", "the plateau finally halts"),
            Answer(
                "(4) Mitigation Strategies.",
                "even a small amount of clean data mitigates model collapse",
            ),
            Answer(
                "3.2 A Grokking Phenomenon", "how even small amounts of original data can mitigate"
            ),
        ),
    ),
    Question(
        TAILS,
        "What does a lower temperature do to the tail?",
        (
            Answer("Tail Cutting.", "One mechanism for this is lowered temperature"),
            Answer("Tail Cutting.", "temperature scaling directly causes narrowing of tail"),
        ),
    ),
    Question(
        TAILS,
        "什么时候花钱买干净数据是白费的？",
        (
            Answer(ACQUIRING, "of the real data distribution is worthless"),
            Answer(ACQUIRING, "our efforts will be worthless"),
            Answer(
                "3.2 A Grokking Phenomenon", "the money spent on acquiring some clean data is not"
            ),
        ),
    ),
    Question(
        TAILS,
        "Has anyone studied collapse for images?",
        (
            Answer(
                COLLAPSE, "conduct an empirical and analytical analysis on generative image models"
            ),
            Answer(COLLAPSE, "the study of Bertrand et al. (2023) in the context"),
            Answer(COLLAPSE, "report degradation of models trained on AI-generated data"),
            Answer(COLLAPSE, "context of language and image generation"),
            Answer("Related Work.", "In the context of vision models"),
        ),
    ),
    Question(
        TAILS,
        "Why can adding AI data help sometimes?",
        (
            Answer(
                "Benefits of Mixing with AI Data.", "might contribute to our understanding of why"
            ),
            Answer(
                "Benefits of Mixing with AI Data.", "illustrates how AI data can boost performance"
            ),
        ),
    ),
    Question(
        TAILS,
        "这项工作相比前人新在哪？",
        (Answer("Related Work.", "our work is the first to theoretically and empirically"),),
    ),
    Question(
        TAILS,
        "Which dataset is Llama2 finetuned on?",
        (
            Answer(EXPERIMENTS, "we use Wikidata-103, partitioned into"),
            Answer(
                "Appendix H Details of Experiments with Llama2",
                "we employ the Wikitext-103 dataset",
            ),
            Answer(COLLAPSING, "sample dataset from Wikitext-103"),
            Answer("Related Work.", "for finetuning Llama2-7B on the Wikitext-103 dataset"),
        ),
    ),
    Question(
        TAILS,
        "评测只看后面多少个 token？",
        (
            Answer(EXPERIMENTS, "The evaluations are conducted exclusively on the same 32 tokens"),
            Answer(EXPERIMENTS, "The model is trained only on the last 32 tokens"),
            Answer(
                "Appendix H Details of Experiments with Llama2",
                "only include the loss on the final 32 tokens",
            ),
        ),
    ),
    Question(
        TRANSFORMER,
        "Which model is the exception that still parses better?",
        (
            Answer(
                "6.3 English Constituency Parsing",
                "with the exception of the Recurrent Neural Network Grammar",
            ),
        ),
    ),
    Question(
        TRANSFORMER,
        "一共用了哪几种正则化手段？",
        (Answer("5.4 Regularization", "We employ three types of regularization during training"),),
    ),
    Question(
        TRANSFORMER,
        "What are the drawbacks of label smoothing?",
        (Answer("Label Smoothing", "This hurts perplexity, as the model learns"),),
    ),
    Question(
        TRANSFORMER,
        "编码器和解码器各堆了几层？",
        (
            Answer("Encoder:", "The encoder is composed of a stack of"),
            Answer("Decoder:", "The decoder is also composed of a stack of"),
        ),
    ),
    Question(
        TRANSFORMER,
        "How does the learning rate change over time?",
        (
            Answer("5.3 Optimizer", "increasing the learning rate linearly for the first"),
            Answer("5.3 Optimizer", "We varied the learning rate over the course of"),
        ),
    ),
    Question(
        TRANSFORMER,
        "谁帮助过作者？",
        (Answer("Acknowledgements", "We are grateful to Nal Kalchbrenner and Stephan Gouws"),),
    ),
    Question(
        WIZARD,
        "What is missing from most existing code models?",
        (
            Answer(ABSTRACT, "most existing models are solely pre-trained on extensive raw code"),
            Answer("1 Introduction", "limited exploration of fine-grained instruction tuning"),
        ),
    ),
    Question(
        WIZARD,
        "用作起点的指令数据集是哪个？",
        (
            Answer(
                "3.2 Training WizardCoder", "20K instruction-following dataset called Code Alpaca"
            ),
            Answer("1 Introduction", "applied to evolve the basic code instruction data, Code"),
            Answer("3 Approach", "we apply the Evol-Instruct method to evolve Code Alpaca"),
        ),
    ),
    Question(
        WIZARD,
        "How many test cases does HumanEval+ have per problem?",
        (
            Answer(
                "4.3 Evaluation on HumanEval, HumanEval+, and MBPP",
                "averaging at 774.8 test cases per problem",
            ),
        ),
    ),
    Question(
        WIZARD,
        "从第几轮开始效果变差？",
        (Answer("4.5 Ablation Study", "is achieved after three rounds of data evolution"),),
    ),
    Question(
        WIZARD,
        "Are there safety problems with the model?",
        (
            Answer(
                "Broader Impact.",
                "could also generate unethical, harmful, or misleading information",
            ),
        ),
    ),
    Question(
        WIZARD,
        "在 HumanEval 上排第几名？",
        (
            Answer(
                "Comparing with the Closed-Source Models.",
                "our WizardCoder attains the third position in this benchmark",
            ),
        ),
    ),
    Question(SAFETY, "How many of the experts came from Asia?"),
    Question(SAFETY, "跑完整个基准要多长时间？"),
    Question(SAFETY, "Who reviewed the paper before publication?"),
    Question(SAFETY, "各个模型的参数量是多少？"),
    Question(TAILS, "What is the perplexity of GPT-3 on Wikitext?"),
    Question(TAILS, "代码放在哪个仓库？"),
    Question(TAILS, "How much did the compute cost in dollars?"),
    Question(TAILS, "图像分类上的准确率下降了多少？"),
    Question(TRANSFORMER, "Which random seeds were used?"),
    Question(TRANSFORMER, "在语音识别上的词错误率是多少？"),
    Question(WIZARD, "How many people rated the generated code?"),
    Question(WIZARD, "训练代码用什么深度学习框架写的？"),
    Question(WIZARD, "Does it support Rust?"),
    Question(TRANSFORMER, "Why did they not use GPUs from AMD?"),
)
