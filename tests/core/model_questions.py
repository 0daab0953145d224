"""Questions as readers ask them about recorded papers, and where the page answers them.

Written from the pages alone, without looking at how questions are answered: half Chinese, half
English, a few in Japanese, Korean and Russian. An answer is the title of a section and a few words
of the sentence or table row in it. A question without an answer is one that a reader might well
ask, but the page does not say. TUNED and KEPT share no paper; by now rules have been fitted
to both. LAST stands in tests/core/last_questions.py.
"""

from __future__ import annotations

from dataclasses import dataclass

BITNET = "arxiv_html_browser/2402.17764v1.html"
WIZARD = "arxiv_html_browser/2306.08568.html"
SAFETY = "arxiv_html_browser/2404.12241v1.html"

TUG_OF_WAR = "arxiv_html_browser/2404.10198v1.html"
TAILS = "arxiv_html_browser/2402.07043v1.html"
SELF_AWARE = "arxiv_html/2501.11120v1.html"

ABSTRACT = "Abstract"


@dataclass(frozen=True)
class Answer:
    """A section's title, and a few words of the sentence or table row in it that answers."""

    section: str
    found_by: str


@dataclass(frozen=True)
class Question:
    """A question on a page; each of the answers is enough. Without any, the page does not say."""

    page: str
    text: str
    answers: tuple[Answer, ...] = ()

    @property
    def answerable(self) -> bool:
        return bool(self.answers)


TUNED: tuple[Question, ...] = (
    Question(
        BITNET,
        "Which data were the models pre-trained on, and how many tokens?",
        (Answer("3 Results", "pre-trained the models on the RedPajama dataset"),),
    ),
    Question(
        BITNET,
        "为什么叫 1.58 比特？",
        (Answer("1 The Era of 1-bit LLMs", "resulting in 1.58 bits in the binary system"),),
    ),
    Question(
        BITNET,
        "Does it run with existing software such as vLLM or llama.cpp?",
        (Answer("LLaMA-alike Components.", "be integrated into the popular open-source software"),),
    ),
    Question(
        BITNET,
        "70B 模型的吞吐量比 LLaMA 高多少？用了几张卡？",
        (
            Answer("Throughput", "on two 80GB A100 cards"),
            Answer("Throughput", "resulting an 8.9 times higher throughput"),
        ),
    ),
    Question(
        BITNET,
        "How much less energy does the matrix multiplication need?",
        (Answer("Energy", "saves 71.4 times arithmetic operations energy"),),
    ),
    Question(
        BITNET,
        "この手法はスマートフォンやエッジ機器でも使えますか？",
        (
            Answer(
                "4 Discussion and Future Work",
                "improve the performance of language models on edge and mobile devices",
            ),
        ),
    ),
    Question(
        BITNET,
        "权重是怎样量化成三个值的？",
        (Answer("Quantization Function.", "we adopt an absmean quantization function"),),
    ),
    Question(BITNET, "How many GPU hours did the pre-training take?"),
    Question(BITNET, "有没有在中文任务上评测过？"),
    Question(BITNET, "Under which license are the model weights released?"),
    Question(
        WIZARD,
        "Where can I get the code and the model weights?",
        (Answer(ABSTRACT, "Our code, model weights, and data are public at"),),
    ),
    Question(
        WIZARD,
        "Evol-Instruct 针对代码做了哪些修改？",
        (
            Answer("3.1 Evol-Instruct Prompts for Code", "we added two evolutionary instructions"),
            Answer("3.1 Evol-Instruct Prompts for Code", "Streamlined the evolutionary"),
            Answer("1 Introduction", "These modifications include refining the evolutionary"),
        ),
    ),
    Question(
        WIZARD,
        "Which base model is fine-tuned?",
        (
            Answer("3.2 Training WizardCoder", "we utilize StarCoder 15B"),
            Answer("4.2 Implementation Details", "serves as our basic foundation model"),
            Answer("3 Approach", "fine-tune the pre-trained Code LLM StarCoder"),
        ),
    ),
    Question(
        WIZARD,
        "数据演化几轮效果最好？",
        (Answer("4.5 Ablation Study", "is achieved after three rounds of data evolution"),),
    ),
    Question(
        WIZARD,
        "Is it better than GPT-4?",
        (
            Answer("Future Work.", "our model still falls significantly behind the SOTA LLM"),
            Answer("Comparing with the Closed-Source Models.", "GPT-4 GPT4 - 67.0"),
        ),
    ),
    Question(
        WIZARD,
        "Какие размер пакета и скорость обучения использовались при дообучении?",
        (Answer("4.2 Implementation Details", "a learning rate of 2e-5"),),
    ),
    Question(
        WIZARD,
        "这个模型有什么风险？",
        (Answer("Broader Impact.", "also generate unethical, harmful, or misleading information"),),
    ),
    Question(WIZARD, "On how many GPUs was it fine-tuned?"),
    Question(WIZARD, "生成演化数据一共花了多少 API 费用？"),
    Question(WIZARD, "演化出来的题目有没有人工检查过？"),
    Question(
        SAFETY,
        "Who funded the data set?",
        (Answer("H.1 Motivation", "Who funded the creation of the dataset? MLCommons"),),
    ),
    Question(
        SAFETY,
        "数据和软件分别用什么许可证？",
        (
            Answer(
                "1.4 Release of the v0.5 benchmark", "The license for the software is Apache 2.0"
            ),
            Answer("H.6 Distribution", "The dataset is distributed under a CC-BY license"),
        ),
    ),
    Question(
        SAFETY,
        "How do I install and run the benchmark?",
        (
            Answer(
                "1.3 Infrastructure of the v0.5 benchmark",
                "Details on how to access and use the platform",
            ),
            Answer("Executive Summary", "An openly available platform, and downloadable tool"),
        ),
    ),
    Question(
        SAFETY,
        "为什么不公布模型的回复？",
        (
            Answer(
                "1.4 Release of the v0.5 benchmark", "We do not publish model responses to prompts"
            ),
        ),
    ),
    Question(
        SAFETY,
        "참조 모델은 어떻게 선정되었나요?",
        (
            Answer(
                "Choice of reference models",
                "reference models were selected based on highest overall performance",
            ),
        ),
    ),
    Question(
        SAFETY,
        "How well do the human annotators agree with each other?",
        (
            Answer(
                "5.2.1 Scoring SUTs’ performance on test items",
                "Inter-annotator agreement, as measured by the average Cohen",
            ),
            Answer("5.2.1 Scoring SUTs’ performance on test items", "For 1,127 out of 1,320 cases"),
        ),
    ),
    Question(SAFETY, "标注员每小时的报酬是多少？"),
    Question(SAFETY, "How much does one run of the whole benchmark cost?"),
    Question(SAFETY, "How many of the annotators were women?"),
    Question(SAFETY, "评测一共用了多少 GPU 小时？"),
)

KEPT: tuple[Question, ...] = (
    Question(
        TUG_OF_WAR,
        "Which models were tested?",
        (
            Answer("2 Methods", "We additionally evaluate our dataset on two other models"),
            Answer(
                "3.2.3 Differences in effects between GPT-4, GPT-3.5, and Mistral-7B",
                "We report the same analyses when using GPT-3.5 and Mistral-7B",
            ),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "RAG 偏好率是怎么定义的？",
        (
            Answer("2.4 RAG vs Model Prior Analyses", "the RAG preference rate is computed as the"),
            Answer("1 Introduction", "RAG preference rate is defined as the proportion"),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "What happens with the strict prompt?",
        (
            Answer(
                "3.2.2 Effect of prompting technique on RAG adherence",
                "the strict prompt has uniformly higher RAG adherence",
            ),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "为什么没有测 Gemini 和 Claude？",
        (Answer("4 Discussion", "the APIs for these models do not provide access to such"),),
    ),
    Question(
        TUG_OF_WAR,
        "How many drug questions are there, and where do they come from?",
        (
            Answer("2.1.1 Drug Dosages", "randomly sampled 500 drug information pages"),
            Answer("2.1.1 Drug Dosages", "we have 266 question-answer pairs"),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "プロンプトの全文はどこで見られますか？",
        (Answer("A.1 Prompts", "we have stored them in a CSV"),),
    ),
    Question(
        TUG_OF_WAR,
        "给出正确的检索内容以后，GPT-4 的准确率有多高？",
        (
            Answer("3.1 Concordance", "the RAG answers elevated the concordance to 94%"),
            Answer(ABSTRACT, "fixes most model mistakes (94% accuracy)"),
            Answer(
                "3.2.3 Differences in effects between GPT-4, GPT-3.5, and Mistral-7B",
                "Average 0.347 0.940",
            ),
        ),
    ),
    Question(TUG_OF_WAR, "Who funded this study?"),
    Question(TUG_OF_WAR, "检索用的是哪种向量模型？"),
    Question(TUG_OF_WAR, "How much did the API calls cost?"),
    Question(TUG_OF_WAR, "题目有没有请医生核对过？"),
    Question(
        TAILS,
        "模型坍塌的双重标度律是什么？",
        (
            Answer(
                "(1) A Double Scaling Law.",
                "We establish new scaling laws that explain model collapse",
            ),
            Answer(
                "2.2 A New Scaling Law in the Hutter LLM",
                "We prove the following scaling law for tail cutting",
            ),
        ),
    ),
    Question(
        TAILS,
        "Who supported the work?",
        (Answer("8 Acknowledgements", "acknowledge support through NSF NRT training grant"),),
    ),
    Question(
        TAILS,
        "How much real data mitigates the collapse in the Llama experiments?",
        (Answer("6 Experiments", "blending a random 2% of original data"),),
    ),
    Question(
        TAILS,
        "微调 Llama2 时学习率和 dropout 怎么设的？",
        (
            Answer(
                "Appendix H Details of Experiments with Llama2",
                "we maintain consistent settings using learning rate",
            ),
        ),
    ),
    Question(
        TAILS,
        "Why didn't they train a language model from scratch?",
        (
            Answer(
                "Appendix H Details of Experiments with Llama2",
                "we opted to not run such an experiment",
            ),
        ),
    ),
    Question(
        TAILS,
        "Сколько параметров у моделей, которые учатся вычислять НОД?",
        (
            Answer(
                "Appendix G Details and Results on Transformer Arithmetic Experiments",
                "an encoder-only model (17.2M parameters)",
            ),
        ),
    ),
    Question(
        TAILS,
        "生成的数据会怎样改变分布的尾部？",
        (
            Answer(
                "Model Collapse.",
                "Regenerating heavy-tailed data affects the distribution in two possible ways",
            ),
            Answer("Tail Cutting.", "induces an effective tail-cutting"),
            Answer("Tail Cutting.", "temperature scaling directly causes narrowing of tail"),
        ),
    ),
    Question(TAILS, "Where is the code?"),
    Question(TAILS, "实验用了多少块 GPU？"),
    Question(TAILS, "What learning rate was used for the GCD transformers?"),
    Question(
        SELF_AWARE,
        "What does behavioral self-awareness mean here?",
        (
            Answer(
                "1 Introduction",
                "We define an LLM as demonstrating behavioral self-awareness if it can",
            ),
            Answer(ABSTRACT, "an LLM’s ability to articulate its behaviors"),
            Answer("8 Conclusion", "a capability we refer to as behavioral self-awareness"),
        ),
    ),
    Question(
        SELF_AWARE,
        "代码和数据在哪里？",
        (Answer(ABSTRACT, "Code and datasets are available at"),),
    ),
    Question(
        SELF_AWARE,
        "Why can't the models name their trigger without reversal training?",
        (
            Answer(
                "4.3 Eliciting the trigger with reversal training",
                "an important limitation for OOCR called reversal curse",
            ),
            Answer("1 Introduction", "that this limitation is due to the reversal curse"),
        ),
    ),
    Question(
        SELF_AWARE,
        "对话训练微调时的批大小和轮数是多少？",
        (Answer("C.2.4 Finetuning details", "Default GPT-4o-2024-08-06 2 2 4 10"),),
    ),
    Question(
        SELF_AWARE,
        "이 연구의 한계는 무엇인가요?",
        (
            Answer(
                "Limitations and future work",
                "The results in this paper are limited to three settings",
            ),
        ),
    ),
    Question(
        SELF_AWARE,
        "Who paid for the work?",
        (Answer("Acknowledgments", "A grant from Open Philanthropy supported the work"),),
    ),
    Question(SELF_AWARE, "微调一共花了多少美元？"),
    Question(SELF_AWARE, "Do the Claude models show the same self-awareness?"),
    Question(SELF_AWARE, "这项研究有没有通过伦理审查？"),
)
