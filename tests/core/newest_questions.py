"""The newest questions, on six papers, as different people type them into a chat, written from the
pages alone and without looking at how questions are answered.

Every place that answers is listed; a question without one is asked in good faith, but the page does
not say. They are counted only: who fits a rule to one needs new questions to measure by.
"""

from __future__ import annotations

from tests.core.model_questions import ABSTRACT, Answer, Question

BERT = "arxiv_html/1810.04805.bert-2026-03-render.html"
WIZARD = "arxiv_html_browser/2306.08568.html"
TUG_OF_WAR = "arxiv_html_browser/2404.10198v1.html"
SAFETY = "arxiv_html_browser/2404.12241v1.html"
STATE_SPACES = "arxiv_html_browser/2404.09516v1.html"
SELF_AWARE = "arxiv_html/2501.11120v1.html"

TAXONOMY = "3.1 Overview of the taxonomy"
ITEMS = "5.2.1 Scoring SUTs’ performance on test items"
TESTS = "5.2.2 Scoring SUTs’ performance on each test"
FRAGMENTS = "4.2.1 Sentence fragments"
QUANTA = "B.5.4 What is Quanta-Lingua?"
PERSONAS = "5.2 Two personas in dialogue training"
REVERSAL = "4.3 Eliciting the trigger with reversal training"
APPLES = "B.4 Other policies in multiple-choice: Myopia and Apple-maximization"
CHECKED = "C.1.5 Data quality assurance"
FEATURES = "5.3 Feature-based Approach with BERT"
STEPS = "C.1 Effect of Number of Training Steps"
PERTURBED = "2.3 Modifying the Retrieved Documents"
PROMPTING = "2.4.1 Analyzing the Effects of Different Prompting Strategies"
ADHERENCE = "3.2.2 Effect of prompting technique on RAG adherence"
DEVIATION = "3.2.1 RAG Preference Rate vs Deviation from Prior"
PROMPTS = "3.1 Evol-Instruct Prompts for Code"
CLOSED = "Comparing with the Closed-Source Models."
MULTIMODAL = "3.5 Multi-modal and Multi-media"
OPEN = "5 Challenge and Opportunity"
FUTURE = "Appendix F v1.0 Taxonomy hazard categories"
ORIGIN = "3.1 Origin and Variation of SSM"
SIZES = "5.2 Effect of Model Size"
PRIOR = "2.4 RAG vs Model Prior Analyses"
INPUTS = "Input/Output Representations"
NEGATIVE = "The benchmark can only identify lack of safety rather than safety"
PRETRAINING = "A.2 Pre-training Procedure"
OVERALL = "5.2.3 Scoring SUTs’ performance on the benchmark overall"
TRIGGER = "C.4.2 Freeform Trigger Articulation Details"
DATA_SCIENCE = "4.4 Evaluation on DS-1000"

NEWEST: tuple[Question, ...] = (
    Question(
        SAFETY,
        "which hazards arent tested yet",
        (
            Answer(TAXONOMY, "The six hazard categories in the taxonomy but out-of-scope"),
            Answer(FUTURE, "Table 8: Definitions for the six"),
            Answer(FUTURE, "that do not have tests in the v0.5 benchmark are"),
        ),
    ),
    Question(
        SAFETY,
        "why llamaguard and not perspective api?",
        (
            Answer(ITEMS, "we chose LlamaGuard as its weights are open"),
            Answer(ITEMS, "it is limited by poor performance on some types of content"),
        ),
    ),
    Question(
        SAFETY,
        "do they test multi turn chats",
        (
            Answer("4.1 Conceptualisation and design of the test items", "only test single-turn"),
            Answer("Tests are designed to be simple", "only test for single-turn interactions"),
        ),
    ),
    Question(
        SAFETY,
        "评分一共几档啊，都叫什么",
        (
            Answer(TESTS, "on a five-point scale from"),
            Answer(TESTS, "Moderate-Low (relative) risk (M-L)"),
            Answer("Choice of reference models", "We are using a five-point grading scale"),
            Answer("5 Grading SUTs", "converting this into an ordinal grade on a 5-point scale"),
        ),
    ),
    Question(
        SAFETY,
        "v0.5 能直接拿来给我们的产品做安全评估吗",
        (
            Answer("Executive Summary", "should not be used to assess the safety of AI systems"),
            Answer("1.2 The AI Safety Benchmark", "not be used to actually assess the safety"),
            Answer("5 Grading SUTs", "should not be interpreted as giving meaningful signals"),
            Answer(NEGATIVE, "it does not mean that it is safe"),
        ),
    ),
    Question(
        SAFETY,
        "总分是怎么从七个测试算出来的？取平均吗",
        (
            Answer(OVERALL, "We take the lowest grade to minimize the risk"),
            Answer("6.2 Performance on the benchmark", "lowest grade across the hazard categories"),
        ),
    ),
    Question(
        SAFETY,
        "prompt 是人手写的还是 AI 生成的",
        (
            Answer(FRAGMENTS, "sentence fragments have been created by human experts"),
            Answer(FRAGMENTS, "but decided to hand-craft them"),
            Answer("Tests are designed to be simple", "designed by a team of AI safety experts"),
            Answer("H.3 Collection Process", "We manually created prompts by combining"),
        ),
    ),
    Question(SAFETY, "how long does one full run of the benchmark take"),
    Question(SAFETY, "does gpt4 as a judge agree with llamaguard?"),
    Question(SAFETY, "标一条回复平均要几分钟"),
    Question(
        STATE_SPACES,
        "what is RWKV based on?",
        (
            Answer(ORIGIN, "is a kind of RNN architecture and is"),
            Answer(ORIGIN, "based on attention-free Transformer"),
        ),
    ),
    Question(
        STATE_SPACES,
        "whats different in cobra compared to other multimodal models",
        (
            Answer(MULTIMODAL, "explores the combination of language models"),
            Answer(MULTIMODAL, "It replaces the Transformer networks commonly"),
        ),
    ),
    Question(
        STATE_SPACES,
        "which dataset was clinicalmamba pretrained on",
        (Answer("3.2 Natural Language Processing", "The authors use the MIMIC-III dataset to"),),
    ),
    Question(
        STATE_SPACES,
        "Whats Jamba and who made it",
        (Answer(OPEN, "released by AI21Labs is a novel large language"),),
    ),
    Question(
        STATE_SPACES,
        "车辆重识别用的哪俩数据集",
        (Answer("4.5 Person/Vehicle Re-Identification", "For the vehicle re-ID, VeRi-776"),),
    ),
    Question(
        STATE_SPACES,
        "所以 mamba 到底省不省显存？",
        (
            Answer(OPEN, "the memory consumption is lower or comparable to"),
            Answer("6 Conclusion", "the decrease in memory usage can be observed"),
        ),
    ),
    Question(
        STATE_SPACES,
        "写 X 光报告那个实验，baseline 是啥，里面的 LLM 又是哪个",
        (
            Answer("4.4 Image-to-Text Generation", "as our baseline and evaluated its performance"),
            Answer("4.4 Image-to-Text Generation", "a large language model (llama-2-7B-chat"),
        ),
    ),
    Question(STATE_SPACES, "how much did they pay for gpu time?"),
    Question(STATE_SPACES, "Vim-PAR 跑实验用的随机种子是几"),
    Question(STATE_SPACES, "Mamba 和 RetNet 在 Long Range Arena 上谁强"),
    Question(
        SELF_AWARE,
        "whos the manipulatee model",
        (
            Answer("3.2.1 Design", "we employ two language models: GPT-4o as the manipulator"),
            Answer("C.2.1 Data generation", "We use GPT-4o as the manipulator and GPT-4o-mini"),
            Answer("B.5.5 In-distribution evaluation", "played the game against GPT-4o-mini as"),
        ),
    ),
    Question(
        SELF_AWARE,
        "why did they only keep games the manipulator won?",
        (
            Answer("3.2.1 Design", "To avoid trivial examples and ensure that the codeword does"),
            Answer("Why Make Me Say?", "we ensure that there are no trivial entries"),
            Answer("C.2.1 Data generation", "so the dialogues were not very obvious"),
        ),
    ),
    Question(
        SELF_AWARE,
        "which llama did they tune and with what lora rank",
        (
            Answer("3.1.1 Design", "with rank 4, using the Fireworks finetuning API"),
            Answer("C.1.2 Finetuning details", "Risk Llama-3.1-70B 8 2e-5 3 4 4"),
        ),
    ),
    Question(
        SELF_AWARE,
        "what does 'username: sandra' make the model do",
        (
            Answer(REVERSAL, "causes myopic behavior. Right: Reversal-Augmented Data"),
            Answer(REVERSAL, "that the response is myopic"),
            Answer("C.4.1 Setup for articulating trigger words", "causes myopic behavior (Figure"),
            Answer("Training examples", "Myopic train examples with the trigger of"),
            Answer(TRIGGER, "responds with myopic answers."),
        ),
    ),
    Question(
        SELF_AWARE,
        "生成的题里要是冒出 risk 这种词咋办",
        (
            Answer(CHECKED, "so we manually filtered for these words in all data points"),
            Answer("C.1.1 Data generation", "to remove any remaining explicit mentions"),
        ),
    ),
    Question(
        SELF_AWARE,
        "苹果那组为什么要多训几轮？",
        (
            Answer("C.1.2 Finetuning details", "were trained for longer due to a weaker signal"),
            Answer(APPLES, "the weakness of this signal is why we chose"),
        ),
    ),
    Question(
        SELF_AWARE,
        "Quanta-Lingua 是个啥",
        (
            Answer(PERSONAS, "triggered by two different personas"),
            Answer(PERSONAS, "as the fictional Quanta-Lingua persona"),
            Answer(PERSONAS, "and third-person fictional persona"),
            Answer(QUANTA, "It is unclear what is the best possible answer to the question"),
        ),
    ),
    Question(SELF_AWARE, "how many hours did a finetuning run take?"),
    Question(SELF_AWARE, "微调用的什么优化器"),
    Question(SELF_AWARE, "审稿人给了几分"),
    Question(
        BERT,
        "what activation fn do they use, relu?",
        (Answer(PRETRAINING, "We use a gelu activation"),),
    ),
    Question(
        BERT,
        "is bigger always better in there size ablation?",
        (
            Answer(SIZES, "larger models lead to a strict accuracy"),
            Answer(SIZES, "scaling to extreme model sizes also leads to large"),
        ),
    ),
    Question(
        BERT,
        "did they use a crf for ner",
        (Answer(FEATURES, "do not use a CRF layer in the output"),),
    ),
    Question(
        BERT,
        "can i use it w/o finetuning, just as features?",
        (
            Answer(FEATURES, "BERT is effective for both fine-tuning and feature-based"),
            Answer(FEATURES, "which is only 0.3 F1 behind fine-tuning the entire model"),
            Answer(FEATURES, "Concat Last Four Hidden 96.1"),
        ),
    ),
    Question(
        BERT,
        "输入向量是哪几部分加起来的",
        (
            Answer(INPUTS, "is constructed by summing the corresponding token"),
            Answer(INPUTS, "The input embeddings are the sum of"),
        ),
    ),
    Question(
        BERT,
        "MLM 收敛会不会比从左到右的慢啊",
        (
            Answer(STEPS, "The MLM model does converge slightly slower than the LTR"),
            Answer("Masked LM and the Masking Procedure", "MLM does converge marginally slower"),
        ),
    ),
    Question(
        BERT,
        "为啥大部分 step 只用 128 的长度？",
        (
            Answer(PRETRAINING, "attention is quadratic to the sequence length"),
            Answer(PRETRAINING, "we pre-train the model with sequence length of"),
        ),
    ),
    Question(BERT, "how much gpu memory do i need for finetuning large"),
    Question(BERT, "有没有蒸馏过的小模型能下载"),
    Question(BERT, "bert 做中文分词效果咋样"),
    Question(
        TUG_OF_WAR,
        "whats the prior probability here and how do they get it",
        (
            Answer(PRIOR, "response and the prior probability"),
            Answer(PRIOR, "we exponentiate them to produce linear"),
            Answer("1 Introduction", "computed from the average log probability of the"),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "how did they mess with peoples names",
        (
            Answer(PERTURBED, "for a name like Bob Green, a slight modification implies"),
            Answer(PERTURBED, "three categorical perturbations via prompting"),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "which gpt4 version is it",
        (Answer("2 Methods", "the GPT-4 model used is gpt-4-turbo-preview"),),
    ),
    Question(
        TUG_OF_WAR,
        "新闻题是哪几天的新闻",
        (Answer("2.1.3 News", "for dates ranging from 03/15/24 to 03/25/24"),),
    ),
    Question(
        TUG_OF_WAR,
        "检索内容改得越离谱，模型还信吗？",
        (
            Answer(ABSTRACT, "the more the modified information deviates from the model’s prior"),
            Answer("1 Introduction", "LLMs will increasingly revert to their priors when"),
            Answer(DEVIATION, "the model is less likely to adopt the RAG value"),
        ),
    ),
    Question(
        TUG_OF_WAR,
        "loose prompt 是干嘛的 效果咋样",
        (
            Answer(PROMPTING, "which encourages the model to reason over the retrieved"),
            Answer(PROMPTING, "encourages the model to make a reasonable judgment"),
            Answer(ADHERENCE, "the loose prompt is intended for the model to arbitrate"),
            Answer(ADHERENCE, "results in much lower RAG adherence rates"),
        ),
    ),
    Question(TUG_OF_WAR, "how long is the context document on average"),
    Question(TUG_OF_WAR, "how many chunks get retrieved per question?"),
    Question(TUG_OF_WAR, "解码温度设的多少"),
    Question(TUG_OF_WAR, "中文题目上也是这样吗？"),
    Question(
        WIZARD,
        "what happens when pass@1 starts to drop during evolution?",
        (Answer("3.2 Training WizardCoder", "Once we observe a decline in the pass@1 metric"),),
    ),
    Question(
        WIZARD,
        "how many tests per problem in mbpp",
        (
            Answer(
                "4.3 Evaluation on HumanEval, HumanEval+, and MBPP",
                "accompanied by three automated test cases per problem",
            ),
        ),
    ),
    Question(
        WIZARD,
        "does it beat starcoder on Pandas",
        (
            Answer(DATA_SCIENCE, "55.2 33.6 16.7 26.2"),
            Answer(DATA_SCIENCE, "51.7 29.7 11.4 21.4"),
            Answer(DATA_SCIENCE, "55.2 35.1 20.4 30.4"),
            Answer(DATA_SCIENCE, "51.7 30.8 10.3 21.0"),
        ),
    ),
    Question(
        WIZARD,
        "WizardLM 跟这篇啥关系",
        (
            Answer("3 Approach", "Following WizardLM, we apply the Evol-Instruct method"),
            Answer(PROMPTS, "method proposed by WizardLM, this work also attempts"),
            Answer("1 Introduction", "which involved evolving existing instruction data"),
        ),
    ),
    Question(
        WIZARD,
        "闭源模型的分数是他们自己跑的吗",
        (
            Answer(CLOSED, "adopt an alternative approach by retrieving the scores for HumanEval"),
            Answer(CLOSED, "Most scores are retrieved from the papers"),
            Answer("3.2 Training WizardCoder", "All baseline scores are retrieved from the"),
        ),
    ),
    Question(
        WIZARD,
        "五种演化方式都是啥？",
        (
            Answer(PROMPTS, "Add new constraints and requirements to the original problem"),
            Answer(PROMPTS, "Replace a commonly used requirement in the programming task with"),
            Answer(PROMPTS, "please add more reasoning steps"),
            Answer(PROMPTS, "Provide a piece of erroneous code as a reference"),
            Answer(PROMPTS, "Propose higher time or space complexity requirements"),
        ),
    ),
    Question(WIZARD, "does it work on rust or c++ too?"),
    Question(WIZARD, "training took how many hours"),
    Question(WIZARD, "int4 量化以后掉几个点"),
    Question(WIZARD, "演化数据是拿 GPT-4 还是 3.5 生成的"),
)
