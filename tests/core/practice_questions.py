"""Questions to practise on, about the four papers that the sixth questions leave, as strangers ask
them: rules may be fitted to these. Written from the pages alone, before anything was answered.
"""

from __future__ import annotations

from tests.core.model_questions import ABSTRACT, Answer, Question

TRANSFORMER = "ar5iv_html/1706.03762.prettified.html"
WIZARD = "arxiv_html_browser/2306.08568.html"
TAILS = "arxiv_html_browser/2402.07043v1.html"
SAFETY = "arxiv_html_browser/2404.12241v1.html"

DOT_PRODUCTS = "3.2.1 Scaled Dot-Product Attention"
EVOLVING = "3.1 Evol-Instruct Prompts for Code"
ARITHMETIC = "Appendix G Details and Results on Transformer Arithmetic Experiments"
FINETUNING = "Appendix H Details of Experiments with Llama2"
SCORING = "5.2.1 Scoring SUTs’ performance on test items"
SELECTION = "6.1 Selection and implementation of SUTs"
TRANSLATION = "6.1 Machine Translation"
PARSING = "6.3 English Constituency Parsing"
APPLICATIONS = "3.2.3 Applications of Attention in our Model"
POSITIONS = "3.5 Positional Encoding"
BATCHING = "5.1 Training Data and Batching"
TRAINING = "3.2 Training WizardCoder"
CLOSED = "Comparing with the Closed-Source Models."
DETAILS = "4.2 Implementation Details"
ABLATION = "4.5 Ablation Study"
RELEASE = "1.4 Release of the v0.5 benchmark"
ITEMS = "4 Test items"

# One question a line, to be read as a list.
# fmt: off

PRACTICE: tuple[Question, ...] = (
    Question(TRANSFORMER, "Why do they divide the dot products by the square root of d_k?", (Answer(DOT_PRODUCTS, "We suspect that for large values of"), Answer(DOT_PRODUCTS, "To counteract this effect, we scale the dot products"),)),
    Question(TRANSFORMER, "为什么用正弦位置编码，而不是学出来的？", (Answer(POSITIONS, "We chose the sinusoidal version because it may allow"), Answer(POSITIONS, "We chose this function because we hypothesized"),)),
    Question(TRANSFORMER, "解码器怎么防止看到后面的词？", (Answer(APPLICATIONS, "We need to prevent leftward information flow"), Answer(APPLICATIONS, "inside of scaled dot-product attention by masking out"), Answer("3.1 Encoder and Decoder Stacks", "to prevent positions from attending to subsequent positions"),)),
    Question(TRANSFORMER, "How big are the training batches?", (Answer(BATCHING, "Each training batch contained a set of sentence pairs"),)),
    Question(TRANSFORMER, "Where can I get the code?", (Answer("7 Conclusion", "The code we used to train and evaluate our models"),)),
    Question(TRANSFORMER, "训练一次大模型要几天？", (Answer("5.2 Hardware and Schedule", "The big models were trained for 300,000 steps"), Answer(TRANSLATION, "days on"),)),
    Question(TRANSFORMER, "Which parts of the network get dropout?", (Answer("Residual Dropout", "to the output of each sub-layer, before it is"), Answer("Residual Dropout", "we apply dropout to the sums of the embeddings"),)),
    Question(TRANSFORMER, "词表有多大？", (Answer(BATCHING, "shared source-target vocabulary of about 37000 tokens"), Answer(BATCHING, "split tokens into a 32000 word-piece vocabulary"), Answer(PARSING, "We used a vocabulary of 16K tokens"),)),
    Question(TRANSFORMER, "Is self-attention cheaper than recurrence?", (Answer("4 Why Self-Attention", "self-attention layers are faster than recurrent layers when"),)),
    Question(TRANSFORMER, "What do the authors want to try next?", (Answer("7 Conclusion", "extend the Transformer to problems involving input and output"), Answer("7 Conclusion", "Making generation less sequential is another research goals"), Answer("4 Why Self-Attention", "We plan to investigate this approach further in future"),)),
    Question(TRANSFORMER, "解码时束搜索的宽度是多少？", (Answer(TRANSLATION, "We used beam search with a beam size of"), Answer(PARSING, "We used a beam size of"),)),
    Question(TRANSFORMER, "How do they estimate the FLOPs spent on training?", (Answer(TRANSLATION, "We estimate the number of floating point operations used"),)),
    Question(TRANSFORMER, "做句法分析的模型有几层？", (Answer(PARSING, "We trained a 4-layer transformer with"), Answer(PARSING, "Transformer (4 layers)"),)),
    Question(TRANSFORMER, "What happens with too many attention heads?", (Answer("6.2 Model Variations", "quality also drops off with too many heads"),)),
    Question(TRANSFORMER, "大模型最后平均了几个检查点？", (Answer(TRANSLATION, "For the big models, we averaged the last 20 checkpoints"),)),
    Question(TRANSFORMER, "How does it do on image classification?"),
    Question(TRANSFORMER, "训练的电费花了多少？"),
    Question(TRANSFORMER, "How many parameters does GNMT have?"),
    Question(TRANSFORMER, "中英翻译的 BLEU 是多少？"),
    Question(TRANSFORMER, "Did human raters judge the translations?"),
    Question(WIZARD, "Which base model do they fine-tune?", (Answer(TRAINING, "we utilize StarCoder 15B"), Answer(DETAILS, "serves as our basic foundation model"), Answer("3 Approach", "fine-tune the pre-trained Code LLM StarCoder with the evolved data"), Answer("1 Introduction", "we conduct fine-tuning of StarCoder using our newly created"),)),
    Question(WIZARD, "演化提示里有哪几种加难度的办法？", (Answer(EVOLVING, "The five types we used are listed as follows"), Answer(EVOLVING, "Add new constraints and requirements to the original problem"),)),
    Question(WIZARD, "什么时候停止继续演化数据？", (Answer(TRAINING, "Once we observe a decline in the pass@1 metric"),)),
    Question(WIZARD, "Where did they get the scores of the closed models?", (Answer(CLOSED, "retrieving the scores for HumanEval and HumanEval+ from"), Answer(TRAINING, "All baseline scores are retrieved from"),)),
    Question(WIZARD, "How many problems does MBPP have?", (Answer("4.3 Evaluation on HumanEval, HumanEval+, and MBPP", "MBPP offers a set of 500 test programming problems"),)),
    Question(WIZARD, "学习率和批大小设的是多少？", (Answer(DETAILS, "including a batch size of 512"),)),
    Question(WIZARD, "Is the model better than GPT-4?", (Answer("Future Work.", "our model still falls significantly behind the SOTA LLM"),)),
    Question(WIZARD, "DS-1000 涉及哪些库？", (Answer("4.4 Evaluation on DS-1000", "based on the libraries employed, including Matplotlib (plt)"),)),
    Question(WIZARD, "Could the model produce harmful output?", (Answer("Broader Impact.", "could also generate unethical, harmful, or misleading information"),)),
    Question(WIZARD, "数据和权重公开了吗？在哪下载？", (Answer(ABSTRACT, "Our code, model weights, and data are public at"),)),
    Question(WIZARD, "How many rounds of evolution gave the best result?", (Answer(ABLATION, "is achieved after three rounds of data evolution"),)),
    Question(WIZARD, "Which decoding strategy generates the answers for HumanEval?", (Answer(TRAINING, "generates an answer with greedy decoding"), Answer(CLOSED, "by generating answers using greedy decoding"),)),
    Question(WIZARD, "和原来的 Evol-Instruct 相比改了什么？", (Answer(EVOLVING, "Streamlined the evolutionary instructions by removing deepening"), Answer(EVOLVING, "Simplified the form of evolutionary prompts by unifying"), Answer(EVOLVING, "we added two evolutionary instructions"), Answer("1 Introduction", "These modifications include refining the evolutionary instructions"), Answer(EVOLVING, "we made the following modifications to the evolutionary prompt"),)),
    Question(WIZARD, "Why are the insertion and completion scores the same for Matplotlib?", (Answer("4.4 Evaluation on DS-1000", "task does not have the right context"),)),
    Question(WIZARD, "一共用了多少条数据微调？", (Answer(DETAILS, "The evolved dataset consists of approximately 78k samples"), Answer(ABLATION, "The third round contains 78k"),)),
    Question(WIZARD, "How long did fine-tuning take?"),
    Question(WIZARD, "微调用了几张显卡？"),
    Question(WIZARD, "Which license is the model released under?"),
    Question(WIZARD, "推理一道题的平均延迟是多少？"),
    Question(WIZARD, "What is its pass@100 on HumanEval?"),
    Question(TAILS, "Which language model did they finetune?", (Answer("6 Experiments", "We finetune Llama2 with LoRA"), Answer(FINETUNING, "Utilizing one of the most advanced open-source models"), Answer("6 Experiments", "a large-scale LLM, Llama2-7B"),)),
    Question(TAILS, "GCD 实验里的模型有多少参数？", (Answer(ARITHMETIC, "an encoder-only model (17.2M parameters)"),)),
    Question(TAILS, "混入多少真实数据就能减轻崩溃？", (Answer("6 Experiments", "demonstrates the effect of blending a random"), Answer("6 Experiments", "we further mix the generated data with original data"),)),
    Question(TAILS, "Why didn't they train an LLM from scratch?", (Answer(FINETUNING, "we opted to not run such an experiment"),)),
    Question(TAILS, "What temperature was used to generate the text?", (Answer("6 Experiments", "We use top-p 0.9 and temperature 0.9"), Answer(FINETUNING, "Top p 0.9 and temperature 0.9"),)),
    Question(TAILS, "训练样本少的时候，为什么 AI 数据反而更好？", (Answer(ARITHMETIC, "We believe this is due to the fact"),)),
    Question(TAILS, "How long are the chunks of Wikitext?", (Answer(FINETUNING, "We segment this dataset into chunks of 128 tokens"), Answer("6 Experiments", "million sequences of 128 tokens"),)),
    Question(TAILS, "作者认为以后还需要做什么？", (Answer("7 Conclusion", "more work on effective watermarking for synthetic data"),)),
    Question(TAILS, "Why were the mixing experiments stopped early?", (Answer("Mixing and Grokking", "We were constrained to stop the experiments"),)),
    Question(TAILS, "GCD 任务试了哪些进制？", (Answer(ARITHMETIC, "after training transformers (on correct GCD) over about"),)),
    Question(TAILS, "How is the AI data for Llama2 produced?", (Answer("6 Experiments", "AI data is generated through prompt completion"),)),
    Question(TAILS, "Which learning rate is used with LoRA?", (Answer(FINETUNING, "consistent settings using learning rate"),)),
    Question(TAILS, "什么是模型崩溃？", (Answer("1 Introduction", "the possibility of complete collapse of learning"),)),
    Question(TAILS, "Does human-made data become more valuable?", (Answer("7 Conclusion", "clean / real data will become an even more valuable"), Answer("(3) Model Collapse over Multiple Generations.", "increase the value and cost of clean"),)),
    Question(TAILS, "纯编码器模型训练起来更快吗？", (Answer(ARITHMETIC, "trains twice as fast, and incurs no performance penalty"),)),
    Question(TAILS, "How many people took part in a user study?"),
    Question(TAILS, "训练一共用了多少 GPU 小时？"),
    Question(TAILS, "What accuracy does GPT-4 reach on the GCD task?"),
    Question(TAILS, "在语音数据上的结果如何？"),
    Question(TAILS, "Which license is the code under?"),
    Question(SAFETY, "How many models were tested, and from how many companies?", (Answer(SELECTION, "We tested 13 models in total from 11 providers"), Answer("H.5 Uses", "used to benchmark 14 models from 11 providers"),)),
    Question(SAFETY, "评测时温度设成多少？", (Answer(SELECTION, "with a temperature of 0.01 and set the maximum"), Answer(SELECTION, "Sampling with a temperature of 0.01"),)),
    Question(SAFETY, "为什么不公布模型的回答？", (Answer(RELEASE, "We do not publish model responses to prompts because"),)),
    Question(SAFETY, "Under which license is the dataset?", (Answer(RELEASE, "the license for the other resources is CC-BY"), Answer("H.6 Distribution", "The dataset is distributed under a CC-BY license"),)),
    Question(SAFETY, "How did they check LlamaGuard's verdicts?", (Answer(SCORING, "To verify LlamaGuard’s accuracy, we selected a subset"), Answer(SCORING, "The human eval set was independently annotated"),)),
    Question(SAFETY, "标注员之间的一致性如何？", (Answer(SCORING, "there was 3/3 agreement between annotators"), Answer(SCORING, "Inter-annotator agreement, as measured by"), Answer(SCORING, "This indicates very high agreement between annotators"),)),
    Question(SAFETY, "Why didn't they reuse existing datasets?", (Answer(ITEMS, "Existing datasets do not have complete coverage"), Answer(ITEMS, "Existing datasets vary in quality and format"), Answer(ITEMS, "we chose to create new datasets of prompts for"),)),
    Question(SAFETY, "基准里有哪三种用户？", (Answer("2.3 Personas", "we are focusing on three personas"), Answer("Variation across Personas", "across the three personas"),)),
    Question(SAFETY, "Who wrote the sentence fragments?", (Answer("4.2.1 Sentence fragments", "have been created by human experts with experience"),)),
    Question(SAFETY, "违反使用规定会有什么后果？", (Answer("Release requirements", "can result in the SUT being permanently banned"),)),
    Question(SAFETY, "On which hazard category did the models do worst?", (Answer("6.2 Performance on the benchmark", "is substantially higher for test items in"), Answer(SELECTION, "Sex-Related Crime3.0%"),)),
    Question(SAFETY, "数据集花了多久做出来？", (Answer("H.3 Collection Process", "was created over the course of 10 weeks"),)),
    Question(SAFETY, "How often is LlamaGuard right?", (Answer(SCORING, "Overall, the accuracy of LlamaGuard is 70.4%"), Answer(SCORING, "weight the full dataset by the distribution of responses"),)),
    Question(SAFETY, "通过哪家云服务调用这些模型？", (Answer(SELECTION, "All models were accessed through Together.AI"),)),
    Question(SAFETY, "Are multi-turn conversations tested?", (Answer("4.1 Conceptualisation and design of the test items", "We only test single-turn chat responses"),)),
    Question(SAFETY, "How much were the annotators paid per hour?"),
    Question(SAFETY, "GPT-4 在这个基准上的评级是多少？"),
    Question(SAFETY, "How many GPUs were needed to run the benchmark?"),
    Question(SAFETY, "标注员的平均年龄是多大？"),
    Question(SAFETY, "What budget did MLCommons spend on it?"),
)
