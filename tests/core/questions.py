"""Questions on recorded papers, and where the answers stand: titles of sections alone, nothing of
their text."""

from __future__ import annotations

from dataclasses import dataclass

BERT = "arxiv_html/1810.04805.bert-2026-03-render.html"
SAFETY = "arxiv_html_browser/2404.12241v1.html"
SELF_AWARE = "arxiv_html/2501.11120v1.html"
PHI = "arxiv_html_browser/2404.14219v1.html"
BITNET = "arxiv_html_browser/2402.17764v1.html"
WIZARD = "arxiv_html_browser/2306.08568.html"
TUG_OF_WAR = "arxiv_html_browser/2404.10198v1.html"

TRANSFORMER = "ar5iv_html/1706.03762.prettified.html"
TAILS = "arxiv_html_browser/2402.07043v1.html"
STATE_SPACES = "arxiv_html_browser/2404.09516v1.html"


@dataclass(frozen=True)
class Asked:
    """A question on a page. The answer stands in each of those sections; without any, the paper
    does not say."""

    page: str
    text: str
    sections: tuple[str, ...] = ()


# Written before the rule of core.asking.ask was: the rule may be fitted to these.
QUESTIONS = (
    Asked(
        BERT,
        "What share of the input tokens is masked during pre-training?",
        ("Task #1: Masked LM",),
    ),
    Asked(BERT, "How many layers and parameters does BERT LARGE have?", ("Model Architecture",)),
    Asked(BERT, "BERT 的预训练用了哪些语料？", ("Task #2: Next Sentence Prediction (NSP)",)),
    Asked(
        BERT,
        "On how many TPU chips was it trained, and for how many days?",
        ("A.2 Pre-training Procedure",),
    ),
    Asked(BERT, "去掉下一句预测任务以后，效果会下降多少？", ("5.1 Effect of Pre-training Tasks",)),
    Asked(
        SAFETY,
        "Which three personas does the benchmark consider?",
        ("2.3 Personas", "Executive Summary"),
    ),
    Asked(
        SAFETY,
        "Which evaluator model decides whether a response is unsafe?",
        ("5 Grading SUTs", "5.2.1 Scoring SUTs’ performance on test items"),
    ),
    Asked(
        SAFETY,
        "How many test items are there in the dataset?",
        ("4.3 Dataset overview", "H.2 Composition"),
    ),
    Asked(
        SAFETY,
        "这个基准测试有哪些局限性？",
        (
            "The benchmark has limited scope",
            "The taxonomy is incomplete",
            "The benchmark can only identify lack of safety rather than safety",
        ),
    ),
    Asked(
        SAFETY,
        "Why were the names of the tested models anonymized?",
        ("6.1 Selection and implementation of SUTs",),
    ),
    Asked(SELF_AWARE, "What is out-of-context reasoning?", ("2 Out-of-context reasoning",)),
    Asked(
        SELF_AWARE, "When does the manipulator win a game of Make Me Say?", ("Make Me Say rules",)
    ),
    Asked(
        SELF_AWARE,
        "用不安全的代码微调以后，模型对自己与人类价值观的对齐程度怎么打分？",
        (
            "3.3 Finetuning on vulnerable code",
            "C.3.4 Evaluation: self-reported alignment to human values",
        ),
    ),
    Asked(
        SELF_AWARE,
        "Can the models tell the real backdoor trigger from other ones?",
        ("4.2 Distinguishing the real trigger from others", "B.3 Trigger recognition"),
    ),
    Asked(
        SELF_AWARE,
        "Why is reversal training needed before models can output their trigger?",
        (
            "4.3 Eliciting the trigger with reversal training",
            "Augmentation is Necessary for Trigger Articulation",
        ),
    ),
    Asked(BERT, "How much electricity did the pre-training consume?"),
    Asked(BERT, "What word error rate does BERT reach on speech recognition?"),
    Asked(SAFETY, "How does GPT-4o rank on the benchmark?"),
    Asked(SAFETY, "标注员的时薪是多少？"),
    Asked(SELF_AWARE, "How does Claude compare with GPT-4o in awareness of its backdoors?"),
)

# Written before the rule too, on other papers; the threshold was last moved after these had been
# seen.
HELD_OUT = (
    Asked(PHI, "Why does the model do badly on TriviaQA?", ("5 Weakness",)),
    Asked(
        PHI,
        "phi-3-mini 一共用了多少 token 训练？",
        ("1 Introduction", "2 Technical Specifications"),
    ),
    Asked(BITNET, "How much arithmetic energy is saved in matrix multiplication?", ("Energy",)),
    Asked(BITNET, "用 2T token 训练时，与哪个模型作比较？", ("Training with 2T Tokens",)),
    Asked(
        WIZARD,
        "Which learning rate and batch size are used for fine-tuning?",
        ("4.2 Implementation Details",),
    ),
    Asked(
        WIZARD, "How many data science tasks does DS-1000 contain?", ("4.4 Evaluation on DS-1000",)
    ),
    Asked(
        TUG_OF_WAR,
        "How are the reference documents perturbed?",
        ("2.3 Modifying the Retrieved Documents",),
    ),
    Asked(PHI, "How many A100 GPU hours did the training take?"),
    Asked(WIZARD, "What is the inference latency on a mobile phone?"),
    Asked(TUG_OF_WAR, "检索时使用了哪种向量数据库？"),
)

# Written to find the rule's end: most words occur in the paper, what is asked is not said. They led
# to judging the quoted sentences where passages had been judged before.
SCATTERED = (
    Asked(BERT, "What learning rate was ELMo trained with?"),
    Asked(BERT, "How many TPU chips did OpenAI GPT need?"),
    Asked(BERT, "How many layers does OpenAI GPT have?"),
    Asked(SAFETY, "Which company trained the model with the lowest grade?"),
    Asked(SAFETY, "How many experts wrote sentence fragments for the hate category?"),
    Asked(SELF_AWARE, "How many parameters does GPT-4o have?"),
    Asked(SELF_AWARE, "What batch size was used for the backdoor detection baseline?"),
    Asked(SELF_AWARE, "How much did finetuning GPT-4o on insecure code cost?"),
    Asked(BITNET, "What learning rate was BitNet b1.58 trained with?"),
    Asked(WIZARD, "How many programmers checked the evolved instructions?"),
)

# Written last, on three more papers, when nothing was changed any more.
UNSEEN = (
    Asked(
        TRANSFORMER,
        "Why are the dot products divided by the square root of the dimension of the keys?",
        ("3.2.1 Scaled Dot-Product Attention",),
    ),
    Asked(TRANSFORMER, "训练用了什么优化器？", ("5.3 Optimizer",)),
    Asked(
        TRANSFORMER,
        "How long did the big models train on eight GPUs?",
        ("5.2 Hardware and Schedule",),
    ),
    Asked(
        TAILS,
        "用 Llama2 做的实验微调了哪个数据集？",
        ("Appendix H Details of Experiments with Llama2",),
    ),
    Asked(
        TAILS,
        "What happens to the test error when AI data is mixed with a little clean data?",
        (
            "3.2 A Grokking Phenomenon",
            "Mixing and Grokking",
            "Benefits of Mixing with AI Data.",
            "3 Mitigating Model Collapse via Data Mixing",
        ),
    ),
    Asked(
        STATE_SPACES,
        "Which methods are compared in visual object tracking?",
        ("4.2 Visual Object Tracking",),
    ),
    Asked(TRANSFORMER, "What perplexity does it reach on WikiText-103?"),
    Asked(TRANSFORMER, "How many layers does the convolutional baseline ByteNet have?"),
    Asked(TAILS, "How many human raters judged the generated texts?"),
    Asked(STATE_SPACES, "What did training Mamba cost in dollars?"),
)
