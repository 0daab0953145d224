"""The last questions, on five papers, written from the pages alone when rules had been fitted.

Every place that answers is listed. LAST measured the rules until they were fitted to it as well:
new ones need new questions to be measured by.
"""

from __future__ import annotations

from tests.core.model_questions import ABSTRACT, Answer, Question

TRANSFORMER = "ar5iv_html/1706.03762.prettified.html"
BERT = "arxiv_html/1810.04805.bert-2026-03-render.html"
PHI = "arxiv_html_browser/2404.14219v1.html"
STATE_SPACES = "arxiv_html_browser/2404.09516v1.html"
TAILS = "arxiv_html_browser/2402.07043v1.html"

PHONE = "Highly capable language model running locally on a cell-phone."
SURVEY = "State Space Model for New-Generation Network Alternative to Transformers: A Survey"
GPT = "A.4 Comparison of BERT, ELMo ,and OpenAI GPT"
ILLUSTRATIONS = "A.5 Illustrations of Fine-tuning on Different Tasks"
MASKING = "Masked LM and the Masking Procedure"
ARITHMETIC = "Appendix G Details and Results on Transformer Arithmetic Experiments"
THEOREM = "Theorem 2.4 (Informal)."
LLAMA = "Appendix H Details of Experiments with Llama2"

LAST: tuple[Question, ...] = (
    Question(
        TRANSFORMER,
        "how many attention heads do they use",
        (
            Answer("3.2.2 Multi-Head Attention", "parallel attention layers, or heads"),
            Answer("6.2 Model Variations", "base 6 512 2048 8 64 64"),
            Answer("6.2 Model Variations", "big 6 1024 4096 16"),
        ),
    ),
    Question(
        TRANSFORMER,
        "wheres the code?",
        (Answer("7 Conclusion", "The code we used to train and evaluate our models"),),
    ),
    Question(
        TRANSFORMER,
        "does label smoothing help or hurt?",
        (
            Answer("Label Smoothing", "This hurts perplexity, as the model learns to be more"),
            Answer("6.2 Model Variations", "0.0 4.67 25.3"),
            Answer("6.2 Model Variations", "0.2 5.47 25.7"),
        ),
    ),
    Question(
        TRANSFORMER,
        "How big is the English-French training set",
        (Answer("5.1 Training Data and Batching", "dataset consisting of 36M sentences"),),
    ),
    Question(
        TRANSFORMER,
        "big 模型训练花了多少 FLOPs",
        (Answer("6.1 Machine Translation", "Transformer (big) 28.4 41.8"),),
    ),
    Question(
        TRANSFORMER,
        "位置编码为啥用正弦函数，不用学出来的？",
        (
            Answer("3.5 Positional Encoding", "We chose the sinusoidal version because it may"),
            Answer("3.5 Positional Encoding", "We chose this function because we hypothesized"),
        ),
    ),
    Question(
        TRANSFORMER,
        "一个 batch 有多大",
        (Answer("5.1 Training Data and Batching", "Each training batch contained a set of"),),
    ),
    Question(
        TRANSFORMER,
        "自注意力什么情况下比循环层快？",
        (Answer("4 Why Self-Attention", "self-attention layers are faster than recurrent layers"),),
    ),
    Question(TRANSFORMER, "how many parameters does the parsing model have?"),
    Question(TRANSFORMER, "did humans rate the translations"),
    Question(TRANSFORMER, "英译中的 BLEU 是多少？"),
    Question(TRANSFORMER, "结果做过显著性检验没有"),
    Question(
        BERT,
        "whats the batch size in pretraining and how many steps?",
        (
            Answer("A.2 Pre-training Procedure", "We train with batch size of 256 sequences"),
            Answer(GPT, "BERT was trained for 1M steps with a batch size"),
            Answer("C.1 Effect of Number of Training Steps", "(128,000 words/batch * 1,000,000"),
        ),
    ),
    Question(
        BERT,
        "are 1M training steps realy needed?",
        (
            Answer(
                "C.1 Effect of Number of Training Steps",
                "additional accuracy on MNLI when trained on 1M steps compared to",
            ),
        ),
    ),
    Question(
        BERT,
        "how long does finetuning take",
        (
            Answer("3.2 Fine-tuning BERT", "can be replicated in at most 1 hour"),
            Answer("3.2 Fine-tuning BERT", "can be trained in around 30 minutes"),
            Answer("A.3 Fine-tuning Procedure", "Fine-tuning is typically very fast"),
        ),
    ),
    Question(
        BERT,
        "Why did they leave out WNLI?",
        (
            Answer("WNLI", "there are issues with the construction of this dataset"),
            Answer("WNLI", "has performed worse than the 65.1 baseline accuracy"),
            Answer("WNLI", "We therefore exclude this set to be fair to OpenAI"),
            Answer("3.2 Fine-tuning BERT", "since we exclude the problematic WNLI set"),
        ),
    ),
    Question(
        BERT,
        "被选中的 token 具体怎么替换？",
        (
            Answer("Task #1: Masked LM", "token is chosen, we replace the"),
            Answer("Task #1: Masked LM", "token 80% of the time (2) a random token"),
            Answer(MASKING, "80% of the time: Replace the word with the"),
            Answer(MASKING, "10% of the time: Replace the word with a random word"),
            Answer(MASKING, "10% of the time: Keep the word unchanged"),
            Answer("C.2 Ablation for Different Masking Procedures", "BERT uses 80%, 10%, 10%"),
            Answer("C.2 Ablation for Different Masking Procedures", "80% 10% 10% 84.2 95.4"),
        ),
    ),
    Question(
        BERT,
        "跟 GPT 有啥不一样",
        (
            Answer(GPT, "GPT is trained on the BooksCorpus"),
            Answer(GPT, "GPT uses a sentence separator"),
            Answer(GPT, "GPT was trained for 1M steps"),
            Answer(GPT, "GPT used the same learning rate of 5e-5"),
            Answer(GPT, "which trains a left-to-right Transformer LM on a large text"),
            Answer(GPT, "the bi-directionality and the two pre-training tasks presented"),
            Answer("Appendix A Additional Details for BERT", "OpenAI GPT uses a left-to-right"),
            Answer("Appendix A Additional Details for BERT", "Among the three, only BERT"),
            Answer(
                "Model Architecture", "while the GPT Transformer uses constrained self-attention"
            ),
            Answer("4.1 GLUE", "nearly identical in terms of model architecture apart from the"),
            Answer("1 Introduction", "which uses unidirectional language models for pre-training"),
            Answer("1 Introduction", "in OpenAI GPT, the authors use a left-to-right architecture"),
        ),
    ),
    Question(
        BERT,
        "SQuAD 2.0 里没有答案的问题怎么处理？",
        (
            Answer("4.3 SQuAD v2.0", "We treat questions that do not have an answer as"),
            Answer("4.3 SQuAD v2.0", "The probability space for the start and end answer"),
            Answer("4.3 SQuAD v2.0", "we compare the score of the no-answer span"),
            Answer("4.3 SQuAD v2.0", "We predict a non-null answer when"),
        ),
    ),
    Question(
        BERT,
        "[CLS] 是什么意思",
        (
            Answer("Input/Output Representations", "is always a special classification token"),
            Answer("Input/Output Representations", "is used as the aggregate sequence"),
            Answer("2.1 Unsupervised Feature-based Approaches", "is a special symbol added in"),
            Answer("3.2 Fine-tuning BERT", "representation is fed into an output layer for class"),
            Answer("4.1 GLUE", "as the aggregate representation"),
            Answer(ILLUSTRATIONS, "is the special symbol for classification output"),
        ),
    ),
    Question(BERT, "is there a multilingual version?"),
    Question(BERT, "how many dollars did the TPUs cost"),
    Question(BERT, "推理一句话要几毫秒？"),
    Question(BERT, "随机重启用的是哪几个种子"),
    Question(
        PHI,
        "whats the context lenght",
        (
            Answer("2 Technical Specifications", "with default context length 4K"),
            Answer("2 Technical Specifications", "extends the context length to 128K"),
            Answer("2 Technical Specifications", "has default context length 8K"),
        ),
    ),
    Question(
        PHI,
        "how fast does it run on a phone?",
        (
            Answer(PHONE, "achieving more than 12 tokens per second"),
            Answer(PHONE, "generating over 12 tokens per second"),
        ),
    ),
    Question(
        PHI,
        "who did the red teaming",
        (
            Answer("4 Safety", "An independent red team at Microsoft iteratively examined"),
            Answer("4 Safety", "harmful response percentages by Microsoft AI Red Team"),
        ),
    ),
    Question(
        PHI,
        "what does data optimal regime mean?",
        (
            Answer("Data Optimal Regime.", "we mainly focus on the quality of data for a"),
            Answer("Data Optimal Regime.", "We try to calibrate the training data to be closer"),
            Answer("Data Optimal Regime.", "we filter the web data to contain the correct level"),
            Answer("Data Optimal Regime.", "in an aspirational sense for"),
            Answer("Data Optimal Regime.", "We are not implying that we actually found"),
        ),
    ),
    Question(
        PHI,
        "phi-3-medium 几层，几个头？",
        (Answer("Data Optimal Regime.", "The model has 40 heads and 40 layers"),),
    ),
    Question(
        PHI,
        "训练数据都有哪些",
        (
            Answer(ABSTRACT, "composed of heavily filtered web data and synthetic data"),
            Answer("1 Introduction", "larger and more advanced versions of the datasets used in"),
            Answer("2 Technical Specifications", "An additional 10% multilingual data"),
            Answer("Training Methodology.", "consists of heavily filtered web data"),
            Answer("Training Methodology.", "phase-1 comprises mostly of web sources"),
            Answer("Training Methodology.", "Phase-2 merges even more heavily filtered webdata"),
        ),
    ),
    Question(
        PHI,
        "这个模型有啥短板？",
        (
            Answer("5 Weakness", "still fundamentally limited by its size for certain tasks"),
            Answer("5 Weakness", "does not have the capacity to store too much"),
            Answer("5 Weakness", "we mostly restricted the language to English"),
            Answer("5 Weakness", "there remains challenges around factual inaccuracies"),
        ),
    ),
    Question(
        PHI,
        "phi3 mini 的 mmlu 多少分",
        (
            Answer(ABSTRACT, "phi-3-mini achieves 69% on MMLU"),
            Answer("3 Academic benchmarks", "68.8 75.3 78.2 56.3"),
        ),
    ),
    Question(PHI, "what learning rate did they train with?"),
    Question(PHI, "can i download the training data"),
    Question(PHI, "在安卓手机上跑多快？"),
    Question(PHI, "DPO 用了多少条偏好数据"),
    Question(
        STATE_SPACES,
        "which universities are the authors from?",
        (
            Answer(SURVEY, "School of Computer Science and Technology, Anhui University"),
            Answer(SURVEY, "School of Artificial Intelligence, Anhui University"),
            Answer(SURVEY, "Harbin Institute of Technology (HITSZ), Shenzhen, China"),
            Answer(SURVEY, "School of Computer Science, Peking University"),
        ),
    ),
    Question(
        STATE_SPACES,
        "wich metrics are used for tracking",
        (
            Answer("4.2 Visual Object Tracking", "three widely used evaluation metrics are"),
            Answer("4.2 Visual Object Tracking", "Trackers Source Backbone SR PR NPR"),
        ),
    ),
    Question(
        STATE_SPACES,
        "is mamba better than ViT on EventVOT?",
        (
            Answer("4.2 Visual Object Tracking", "the performance is slightly decreased when"),
            Answer("4.2 Visual Object Tracking", "ViT-B 55.4 60.4 71.1"),
            Answer("4.2 Visual Object Tracking", "ViT-S 52.0 53.2 66.8"),
            Answer("4.2 Visual Object Tracking", "Vim-S 55.6 59.1 70.4"),
        ),
    ),
    Question(
        STATE_SPACES,
        "where can I find the paper list",
        (Answer(ABSTRACT, "More related works will be continuously updated on the following"),),
    ),
    Question(
        STATE_SPACES,
        "SSM 为什么上下文学习差？",
        (Answer("2 Formulation of SSM", "have a similar module which makes it perform poorly"),),
    ),
    Question(
        STATE_SPACES,
        "Mamba 比 SSM 改进了哪两点",
        (
            Answer("2 Formulation of SSM", "improves the SSM from the following two aspects"),
            Answer("2 Formulation of SSM", "Selective Scan Operator allows the model to filter"),
            Answer("2 Formulation of SSM", "Hardware-aware Algorithm that allows efficient"),
            Answer("3.1 Origin and Variation of SSM", "Mamba introduces a selection mechanism"),
            Answer("3.1 Origin and Variation of SSM", "Adding a Hardware-aware algorithm"),
        ),
    ),
    Question(
        STATE_SPACES,
        "PA100K 有多少张图、几个属性？",
        (
            Answer(
                "4.1 Single-/Multi-label Classification",
                "PA100K dataset contains 100,000 samples collected from 598 scenarios",
            ),
        ),
    ),
    Question(
        STATE_SPACES,
        "作者自己说这篇综述有什么不足",
        (Answer("6 Conclusion", "this review may still have noticeable shortcomings"),),
    ),
    Question(STATE_SPACES, "which gpu did they run the tracking experiments on?"),
    Question(STATE_SPACES, "what learning rate was Vim-PAR trained with"),
    Question(STATE_SPACES, "Mamba-2 和 Mamba 差在哪？"),
    Question(STATE_SPACES, "重识别实验训练了多少轮"),
    Question(
        TAILS,
        "what is the Hutter LLM?",
        (
            Answer(
                "2 A Deterministic Infinite Memory Model",
                "simplest case of (i) infinite memory and (ii) a deterministic",
            ),
            Answer("2.2 A New Scaling Law in the Hutter LLM", "consider a downstream Hutter"),
            Answer(
                "(1) A Double Scaling Law.", "simplified (non-autoregressive) LM (Hutter, 2021)"
            ),
        ),
    ),
    Question(
        TAILS,
        "how many layers and heads do the gcd models have",
        (
            Answer(ARITHMETIC, "all models have four layers, 512 dimensions and 8"),
            Answer(ARITHMETIC, "4-layer transformers trained to predict GCD"),
        ),
    ),
    Question(
        TAILS,
        "encoder-only or encoder-decoder, which trains faster?",
        (Answer(ARITHMETIC, "2.25 times less parameters, trains twice as fast"),),
    ),
    Question(
        TAILS,
        "when does collapse happen over several generations",
        (
            Answer(
                "(3) Model Collapse over Multiple Generations.", "over time (i.e as the number of"
            ),
            Answer(THEOREM, "Model collapse (as spoken of in the literature)"),
            Answer(THEOREM, "then model collapse will not occur if we learn"),
            Answer(THEOREM, "then model collapse will eventually occur"),
            Answer(THEOREM, "the loss scales linearly with the number of"),
            Answer(THEOREM, "This leads to eventual model collapse"),
        ),
    ),
    Question(
        TAILS,
        "Llama 生成数据时 top-p 和温度设多少",
        (
            Answer("6 Experiments", "We use top-p 0.9 and temperature 0.9"),
            Answer(LLAMA, "Top p 0.9 and temperature 0.9"),
        ),
    ),
    Question(
        TAILS,
        "样本少的时候为啥 AI 数据反而更好？",
        (Answer(ARITHMETIC, "due to the fact that AI data smoothes away"),),
    ),
    Question(
        TAILS,
        "作者呼吁以后怎么做",
        (
            Answer("7 Conclusion", "our contributions call for a more responsible"),
            Answer("7 Conclusion", "more work on effective watermarking for synthetic data is"),
            Answer("7 Conclusion", "We must recognize new learning plateaus"),
            Answer("7 Conclusion", "new opportunities arise from careful mixture and data"),
        ),
    ),
    Question(
        TAILS,
        "提示用多少个 token，让模型补多少个？",
        (
            Answer("6 Experiments", "using the first 96 tokens from the original sequences"),
            Answer("6 Experiments", "The model is trained only on the last 32 tokens"),
            Answer(LLAMA, "producing the final 32 tokens given the initial 96 tokens"),
            Answer(LLAMA, "with the original 96 tokens from"),
            Answer(LLAMA, "only include the loss on the final 32 tokens"),
        ),
    ),
    Question(TAILS, "what LoRA rank did they use?"),
    Question(TAILS, "how good is synthetic data from GPT-4 in their experiments"),
    Question(TAILS, "Llama2 微调跑了几个 epoch？"),
    Question(TAILS, "中文语料上也会坍塌吗"),
)
