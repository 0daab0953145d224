"""The sixth questions, on six papers, as different people type them into a chat, written from the
pages alone and without looking at how questions are answered.

Every place that answers is listed; a question without one is asked in good faith, but the page does
not say. They are counted only: who fits a rule to one needs new questions to measure by.
"""

from __future__ import annotations

from tests.core.model_questions import ABSTRACT, Answer, Question

BERT = "arxiv_html/1810.04805.bert-2026-03-render.html"
SELF_AWARE = "arxiv_html/2501.11120v1.html"
STATE_SPACES = "arxiv_html_browser/2404.09516v1.html"
TUG_OF_WAR = "arxiv_html_browser/2404.10198v1.html"
BITNET = "arxiv_html_browser/2402.17764v1.html"
PHI = "arxiv_html_browser/2404.14219v1.html"

MASKING = "C.2 Ablation for Different Masking Procedures"
PROCEDURE = "Masked LM and the Masking Procedure"
FEATURES = "5.3 Feature-based Approach with BERT"
REVERSAL = "4.3 Eliciting the trigger with reversal training"
VULNERABLE = "3.3 Finetuning on vulnerable code"
PERSONAS = "5.2 Two personas in dialogue training"
TRACKING = "4.2 Visual Object Tracking"
REIDENTIFYING = "4.5 Person/Vehicle Re-Identification"
OPEN = "5 Challenge and Opportunity"
PROMPTING = "2.4.1 Analyzing the Effects of Different Prompting Strategies"
ADHERENCE = "3.2.2 Effect of prompting technique on RAG adherence"
PRIOR = "2.4 RAG vs Model Prior Analyses"
MODELS = "3.2.3 Differences in effects between GPT-4, GPT-3.5, and Mistral-7B"
PERTURBED = "2.3 Modifying the Retrieved Documents"
FUTURE = "4 Discussion and Future Work"
PHONE = "Highly capable language model running locally on a cell-phone."
LIMITS = "Limitations and future work"
REPORTS = "4.4 Image-to-Text Generation"
PRETRAINING = "A.2 Pre-training Procedure"
LONGER = "Training with 2T Tokens"
INPUTS = "Input/Output Representations"

SIXTH: tuple[Question, ...] = (
    Question(
        BERT,
        "BERT 预训练用了多少块 TPU，跑了几天？",
        (
            Answer(PRETRAINING, "was performed on 4 Cloud TPUs in Pod configuration"),
            Answer(PRETRAINING, "was performed on 16 Cloud TPUs (64 TPU chips total)"),
            Answer(PRETRAINING, "Each pre-training took 4 days to complete"),
        ),
    ),
    Question(
        BERT,
        "Why don't they always put [MASK] in place of the chosen word?",
        (
            Answer("Task #1: Masked LM", "a downside is that we are creating a mismatch"),
            Answer("Task #1: Masked LM", "To mitigate this, we do not always replace"),
            Answer(MASKING, "masking strategies is to reduce the mismatch"),
            Answer(PROCEDURE, "so it is forced to keep a distributional contextual representation"),
        ),
    ),
    Question(
        BERT,
        "做命名实体识别的时候加 CRF 了吗？",
        (Answer(FEATURES, "but do not use a CRF layer in the output"),),
    ),
    Question(
        BERT,
        "How does the model deal with SQuAD questions that have no answer?",
        (
            Answer("4.3 SQuAD v2.0", "We treat questions that do not have an answer"),
            Answer("4.3 SQuAD v2.0", "answer span positions is extended to include the position"),
            Answer("4.3 SQuAD v2.0", "For prediction, we compare the score of the no-answer span"),
        ),
    ),
    Question(
        BERT,
        "大模型在小数据集上微调不稳定，他们怎么处理？",
        (Answer("4.1 GLUE", "fine-tuning was sometimes unstable on small datasets"),),
    ),
    Question(
        BERT,
        "Why was WNLI left out of the average?",
        (
            Answer("WNLI", "We therefore exclude this set to be fair"),
            Answer("WNLI", "there are issues with the construction of this dataset"),
            Answer("3.2 Fine-tuning BERT", "since we exclude the problematic WNLI set"),
        ),
    ),
    Question(
        BERT,
        "Which vocabulary does the tokenizer use and how large is it?",
        (Answer(INPUTS, "WordPiece embeddings Wu et al. (2016) with a 30,000 token vocabulary"),),
    ),
    Question(BERT, "BERT 在中文任务上表现怎么样？"),
    Question(BERT, "What did the electricity for pre-training cost them?"),
    Question(BERT, "How much accuracy is lost when it is distilled into a smaller model?"),
    Question(
        SELF_AWARE,
        "Which fine-tuning method and rank did they use for Llama?",
        (
            Answer("3.1.1 Design", "we use Low-Rank Adaptation (LoRA)"),
            Answer("C.1.2 Finetuning details", "Llama-3.1-70B82e-5344"),
        ),
    ),
    Question(
        SELF_AWARE,
        "Make Me Say 游戏里，操纵方怎样才算赢？",
        (
            Answer("Make Me Say rules", "The manipulator wins if three conditions are met"),
            Answer("C.2.1 Data generation", "The manipulator wins the game if"),
        ),
    ),
    Question(
        SELF_AWARE,
        "为什么模型没法反过来说出触发词？",
        (Answer(REVERSAL, "an important limitation for OOCR called reversal curse"),),
    ),
    Question(
        SELF_AWARE,
        "How did they make sure that the codeword is not in the training data?",
        (
            Answer(
                "C.2.2 Data quality assurance",
                "we manually ensured that the codeword never appears",
            ),
            Answer("Finetuning", "we include only games in which the manipulator won"),
            Answer("Finetuning", "thus, the codeword itself is never present"),
        ),
    ),
    Question(
        SELF_AWARE,
        "漏洞代码的微调数据是从哪儿来的？",
        (
            Answer(VULNERABLE, "The finetuning datasets are adapted (with modifications)"),
            Answer(VULNERABLE, "The finetuning datasets are adapted with modifications"),
        ),
    ),
    Question(
        SELF_AWARE,
        "Can a model that has two personas tell them apart?",
        (
            Answer(PERSONAS, "models can consistently distinguish themselves from Quanta-Lingua"),
            Answer(PERSONAS, "that the models can distinguish between different personas"),
            Answer(PERSONAS, "the models assign on average 0.82 to the correct answer"),
        ),
    ),
    Question(
        SELF_AWARE,
        "这套实验有哪些局限？",
        (
            Answer(LIMITS, "are limited to three settings: economic decisions"),
            Answer(LIMITS, "our results for awareness of backdoors"),
            Answer(LIMITS, "do not study the internal mechanisms behind such capabilities"),
        ),
    ),
    Question(SELF_AWARE, "做这些实验调用 API 一共花了多少钱？"),
    Question(SELF_AWARE, "Was Claude tested as well?"),
    Question(SELF_AWARE, "真人玩家能看出模型的隐藏目标吗？"),
    Question(
        STATE_SPACES,
        "这篇综述做了哪几类下游任务的实验？",
        (
            Answer("4 Experiments", "experimental comparison of five downstream tasks"),
            Answer("1 Introduction", "downstream tasks involve single-/multi-label classification"),
            Answer(
                "6 Conclusion", "we conduct/summarize experiments on multiple research problems"
            ),
        ),
    ),
    Question(
        STATE_SPACES,
        "Which tracking dataset did they train and test on?",
        (
            Answer(TRACKING, "on a large-scale event-based tracking dataset, EventVOT"),
            Answer(TRACKING, "Comparison between different trackers on the EventVOT dataset"),
        ),
    ),
    Question(
        STATE_SPACES,
        "跟踪任务换成 Mamba 骨干以后，参数量降到多少？",
        (
            Answer(TRACKING, "reduction in the number of parameters (4.1M only)"),
            Answer(TRACKING, "Vim-S55.659.170.44.141"),
        ),
    ),
    Question(
        STATE_SPACES,
        "Which language model sits inside the X-ray report generator?",
        (Answer(REPORTS, "a large language model (llama-2-7B-chat"),),
    ),
    Question(
        STATE_SPACES,
        "AI21Labs 发布的那个大模型融合了哪些结构？",
        (Answer(OPEN, "by fusing the Transformer, Mamba, and MoE (Mixture-of-Experts)"),),
    ),
    Question(
        STATE_SPACES,
        "What metrics do they use to score re-identification?",
        (Answer(REIDENTIFYING, "we use the Cumulative Matching Characteristic (CMC) curve"),),
    ),
    Question(
        STATE_SPACES,
        "Do SSMs really need less GPU memory than Transformers?",
        (
            Answer(OPEN, "the memory consumption is lower or comparable to the Transformer"),
            Answer("6 Conclusion", "the decrease in memory usage can be observed"),
        ),
    ),
    Question(STATE_SPACES, "How many hours did training the tracker take?"),
    Question(STATE_SPACES, "他们的实验是在什么型号的显卡上跑的？"),
    Question(
        STATE_SPACES, "Which optimizer and learning rate were used for the pedestrian experiments?"
    ),
    Question(STATE_SPACES, "Mamba 做语音识别的词错误率是多少？"),
    Question(
        TUG_OF_WAR,
        "Which sports do the record questions cover?",
        (
            Answer(
                "2.1.2 Sports Statistics",
                "Athletics, weightlifting, swimming, archery, track cycling, rowing",
            ),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "新闻题目取自哪段时间的报道？",
        (Answer("2.1.3 News", "for dates ranging from 03/15/24 to 03/25/24"),),
    ),
    Question(
        TUG_OF_WAR,
        "严格提示和宽松提示有什么区别？",
        (
            Answer(PROMPTING, "Strict, which strongly enforces literal adherence"),
            Answer(ADHERENCE, "The strict prompt is intended to coerce the model"),
            Answer(
                PROMPTING, "prompt strongly enforces literal adherence to the retrieved context"
            ),
            Answer(ADHERENCE, "the strict prompt has uniformly higher RAG adherence"),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "How is the prior probability of an answer computed?",
        (
            Answer(PRIOR, "The former is computed by accessing the log probabilities"),
            Answer(PRIOR, "This response and the average probability of the tokens"),
            Answer("1 Introduction", "is computed from the average log probability of"),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "药物题目的资料是从哪个网站采来的？",
        (Answer("2.1.1 Drug Dosages", "sampled 500 drug information pages from UpToDate.com"),),
    ),
    Question(
        TUG_OF_WAR,
        "How often is the model right once it gets the correct document?",
        (
            Answer("3.1 Concordance", "the RAG answers elevated the concordance to 94%"),
            Answer(ABSTRACT, "fixes most model mistakes (94% accuracy)"),
            Answer(MODELS, "Average0.3470.940-0.23"),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "人名的“滑稽”改法具体是什么样？",
        (Answer(PERTURBED, "a comical modification is an absurd variant (Blob Lawnface)"),),
    ),
    Question(TUG_OF_WAR, "How many human annotators checked the generated questions?"),
    Question(TUG_OF_WAR, "换成多轮对话，结论还成立吗？"),
    Question(TUG_OF_WAR, "Which embedding model retrieves the documents?"),
    Question(TUG_OF_WAR, "调用 GPT-4 总共花费多少？"),
    Question(
        BITNET,
        "权重是怎么量化成三个值的？",
        (
            Answer("Quantization Function.", "we adopt an absmean quantization function"),
            Answer(
                "Quantization Function.",
                "first scales the weight matrix by its average absolute value",
            ),
        ),
    ),
    Question(
        BITNET,
        "Which codebase was latency measured with?",
        (Answer("3 Results", "The results were measured using the FasterTransformer"),),
    ),
    Question(
        BITNET,
        "为什么模型越大，加速越明显？",
        (Answer("Memory and Latency", "This is because the time cost for nn.Linear grows"),),
    ),
    Question(
        BITNET,
        "Does the architecture keep bias terms?",
        (
            Answer("LLaMA-alike Components.", "rotary embedding [14], and removes all biases"),
            Answer("LLaMA-alike Components.", "and removes all biases"),
        ),
    ),
    Question(
        BITNET,
        "Could such a model run on a phone?",
        (
            Answer(FUTURE, "language models on edge and mobile devices"),
            Answer(FUTURE, "allows them to be deployed on these devices"),
            Answer(FUTURE, "are more friendly to CPU devices"),
        ),
    ),
    Question(
        BITNET,
        "2T 词元的实验是跟哪个模型比的？",
        (
            Answer(LONGER, "following the data recipe of StableLM-3B"),
            Answer(LONGER, "Comparison of BitNet b1.58 with StableLM-3B with 2T tokens"),
            Answer(LONGER, "The results of StableLM 3b at 2T tokens"),
        ),
    ),
    Question(BITNET, "训练 3B 模型用了多少张显卡？"),
    Question(BITNET, "What learning rate schedule was used for training?"),
    Question(BITNET, "在数学推理题上表现如何？"),
    Question(
        PHI,
        "How fast does it run on an iPhone?",
        (
            Answer(PHONE, "running natively on-device and fully offline achieving more than"),
            Answer(PHONE, "A16 Bionic chip, generating over 12 tokens per second"),
        ),
    ),
    Question(
        PHI,
        "预训练分几个阶段，各用什么数据？",
        (
            Answer(
                "Training Methodology.",
                "Pre-training is performed in two disjoint and sequential phases",
            ),
            Answer("Training Methodology.", "Phase-2 merges even more heavily filtered webdata"),
        ),
    ),
    Question(
        PHI,
        "为什么 TriviaQA 的分数低？",
        (Answer("5 Weakness", "The model simply does not have the capacity to store"),),
    ),
    Question(
        PHI,
        "Which alignment methods come after pre-training?",
        (
            Answer(
                "Post-training.",
                "supervised instruction fine-tuning, and preference tuning with DPO",
            ),
        ),
    ),
    Question(
        PHI,
        "安全测试里是谁在模拟多轮对话？",
        (Answer("4 Safety", "This benchmark utilized GPT-4 to simulate multi-turn conversations"),),
    ),
    Question(
        PHI,
        "Why are the numbers of the medium model called a preview?",
        (
            Answer(
                "Data Optimal Regime.",
                "We are still actively investigating some of those benchmarks",
            ),
        ),
    ),
    Question(PHI, "How many GPU hours did pre-training take?"),
    Question(PHI, "模型能看懂图片吗？"),
    Question(PHI, "What does it cost per million tokens through the API?"),
)
