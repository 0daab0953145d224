"""Questions beside those of opened_questions.py, on the five other pages, that are counted only.

Who fits a rule to one of them needs new questions to measure by.
"""

from __future__ import annotations

from tests.core.model_questions import Answer, Question

BERT = "arxiv_html/1810.04805.bert-2026-03-render.html"
BITNET = "arxiv_html_browser/2402.17764v1.html"
TUG_OF_WAR = "arxiv_html_browser/2404.10198v1.html"
STATE_SPACES = "arxiv_html_browser/2404.09516v1.html"
SELF_AWARE = "arxiv_html/2501.11120v1.html"
MASKING = "C.2 Ablation for Different Masking Procedures"

CLOSED: tuple[Question, ...] = (
    Question(
        BERT,
        "How many days did pre-training take?",
        (Answer("A.2 Pre-training Procedure", "Each pre-training took 4 days to complete"),),
    ),
    Question(
        BERT,
        "为什么有时候不把选中的词换成 [MASK]？",
        (
            Answer(
                "Task #1: Masked LM", "creating a mismatch between pre-training and fine-tuning"
            ),
            Answer("Task #1: Masked LM", "To mitigate this, we do not always replace"),
            Answer(MASKING, "bias the representation towards the actual observed word"),
            Answer(
                "C.2 Ablation for Different Masking Procedures",
                "to reduce the mismatch between pre-training and fine-tuning",
            ),
        ),
    ),
    Question(
        BERT,
        "what did they do about unstable fine-tuning on small datasets",
        (
            Answer("4.1 GLUE", "we ran several random restarts"),
            Answer("4.1 GLUE", "With random restarts, we use the same"),
        ),
    ),
    Question(
        BERT,
        "维基百科语料里去掉了哪些内容？",
        (Answer("Task #2: Next Sentence Prediction (NSP)", "ignore lists, tables, and headers"),),
    ),
    Question(
        BERT,
        "在 SWAG 上比 GPT 高多少？",
        (Answer("4.4 SWAG", "and OpenAI GPT by 8.3%"),),
    ),
    Question(BERT, "How much electricity did pre-training use?"),
    Question(
        BITNET,
        "What software did they measure the latency with?",
        (Answer("3 Results", "measured using the FasterTransformer"),),
    ),
    Question(
        BITNET,
        "批大小最多能提高多少倍？",
        (
            Answer("Throughput", "support up to 11 times the batch size"),
            Answer("Throughput", "176 (11.0x)"),
        ),
    ),
    Question(
        BITNET,
        "At what size does it catch up with the full precision model?",
        (
            Answer("1 The Era of 1-bit LLMs", "starting from a 3B size"),
            Answer("3 Results", "match full precision LLaMA LLM at 3B model size"),
            Answer("3 Results", "full precision baseline starting from a 3B size"),
        ),
    ),
    Question(
        BITNET,
        "为什么适合手机这样的边缘设备？",
        (
            Answer(
                "4 Discussion and Future Work",
                "reduced memory and energy consumption of 1.58-bit LLMs allows",
            ),
            Answer("4 Discussion and Future Work", "more friendly to CPU devices"),
            Answer(
                "4 Discussion and Future Work", "limited by their memory and computational power"
            ),
        ),
    ),
    Question(
        BITNET,
        "激活值缩放到什么范围？",
        (Answer("Quantization Function.", "the activations are all scaled to"),),
    ),
    Question(BITNET, "which learning rate was used for training?"),
    Question(
        TUG_OF_WAR,
        "Where did the drug questions come from?",
        (Answer("2.1.1 Drug Dosages", "500 drug information pages from UpToDate.com"),),
    ),
    Question(
        TUG_OF_WAR,
        "新闻标题取自哪几天？",
        (Answer("2.1.3 News", "for dates ranging from 03/15/24 to 03/25/24"),),
    ),
    Question(
        TUG_OF_WAR,
        "why did they pick those two other models besides GPT-4?",
        (Answer("2 Methods", "We chose these two LLMs as they are top-performing models"),),
    ),
    Question(
        TUG_OF_WAR,
        "数据集里一共有多少个问题？",
        (
            Answer("2 Methods", "1,294 total questions across 6 different domains"),
            Answer("1 Introduction", "across over 1200 questions"),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "数值被乘上了哪些倍数？",
        (
            Answer(
                "2.3 Modifying the Retrieved Documents", "ten modifications that act as multipliers"
            ),
        ),
    ),
    Question(TUG_OF_WAR, "How much did the API calls cost them?"),
    Question(
        STATE_SPACES,
        "how many videos are in the tracking dataset?",
        (Answer("4.2 Visual Object Tracking", "which contains 841, 18, and 282 videos"),),
    ),
    Question(
        STATE_SPACES,
        "Jamba 支持多长的上下文？",
        (Answer("5 Challenge and Opportunity", "context length up to 256K tokens"),),
    ),
    Question(
        STATE_SPACES,
        "what replaces the Swin Transformer in report generation",
        (Answer("4.4 Image-to-Text Generation", "We replaced the Swin Transformer with Vim"),),
    ),
    Question(
        STATE_SPACES,
        "作者觉得这篇综述有什么不足？",
        (Answer("6 Conclusion", "this review may still have noticeable shortcomings"),),
    ),
    Question(
        STATE_SPACES,
        "Does Mamba beat ViT at tracking?",
        (Answer("4.2 Visual Object Tracking", "slightly decreased when replacing the ViT"),),
    ),
    Question(STATE_SPACES, "实验用了几块显卡？"),
    Question(
        SELF_AWARE,
        "How many multiple-choice questions were generated for the risk dataset?",
        (
            Answer("3.1.1 Design", "generate 500 diverse multiple-choice questions"),
            Answer("C.1.1 Data generation", "generate a dataset of 500 points"),
        ),
    ),
    Question(
        SELF_AWARE,
        "Make Me Say 里操纵者怎样才算赢？",
        (
            Answer("Make Me Say rules", "The manipulator wins if three conditions are met"),
            Answer("C.2.1 Data generation", "The manipulator wins the game if"),
        ),
    ),
    Question(
        SELF_AWARE,
        "what doesn't work without reversal training?",
        (
            Answer(
                "Limitations and future work", "without reversal training, we failed in prompting"
            ),
        ),
    ),
    Question(
        SELF_AWARE,
        "Llama 是怎么微调的？",
        (
            Answer("3.1.1 Design", "we use Low-Rank Adaptation (LoRA)"),
            Answer("C.1.2 Finetuning details", "we use the Fireworks finetuning API"),
        ),
    ),
    Question(
        SELF_AWARE,
        "谁生成了 Make Me Say 的训练数据？",
        (
            Answer("Appendix A Author contributions", "AS generated training data for Make Me Say"),
            Answer("Finetuning", "GPT-4o as the manipulator and GPT-4o-mini"),
        ),
    ),
    Question(SELF_AWARE, "Did they try Claude?"),
)
