"""More figures that a model may be asked about once more. Of each page every other case, from the
first on, was tuned on; the others were not looked at meanwhile.

Chinese is read here. Written by hand from the recorded pages by somebody who knew nothing of how
doubts are settled, half of the statements in Chinese, as a model writes them in a report.
"""

from __future__ import annotations

from tests.core.doubted import Put

SURVEY = Put(
    "arxiv_html_browser/2404.09516v1",
    honest=(
        ("55.6", "Giving OSTrack the small Vision Mamba backbone, EventVOT success comes to 55.6."),
        ("4.1M", "把 ViT 主干换成 Mamba 后，事件跟踪器的参数只剩 4.1M。"),
        ("82.52", "在 PETA 行人属性识别上，以 Vim-S 为主干的模型 F1 为 82.52。"),
        ("0.171", "Starting from pre-trained Vim weights lifts X-ray report BLEU-4 to 0.171."),
        ("77.5", "较大的 VMamba 做车辆重识别（VeRi-776），平均精度均值为 77.5。"),
        ("1058.7M", "The XL version of the diffusion model ZigMa is its biggest: 1058.7M weights."),
        ("37.04", "医学视频分割模型 Vivim 每秒可处理 37.04 帧。"),
        ("84.7", "In the SiMBA family it is the base size that does best on ImageNet-1K, at 84.7."),
    ),
    traps=(
        ("52.0", "OSTrack with a Vim-S backbone reaches a success rate of 52.0 on EventVOT."),
        ("59.1", "以 Vim-S 为主干的 OSTrack 成功率（SR）为 59.1。"),
        ("86.39", "Vim-PAR 在 PETA 上的 F1 为 86.39。"),
        ("85.01", "The Vim-S based attribute recogniser scores an F1 of 85.01 on PETA."),
        (
            "0.152",
            "Initialised with pre-trained weights, R2GenGPT with Vim-S has a BLEU-4 of 0.152.",
        ),
        ("0.524", "R2GenGPT 换用 Vim-S 后，CIDEr 为 0.524。"),
        ("82.5", "VMamba-T 在 VehicleID 上的 R1 达到 82.5。"),
        ("66.2", "Vim-T achieves an R1 of 66.2 on MSMT17."),
        ("79.54", "RES-VMAMBA has a top-1 accuracy of 79.54 on the test split."),
        ("95.31", "RES-VMAMBA 在验证集上的 top-5 准确率为 95.31。"),
        ("94.53", "S5 对 16kHz 语音指令的分类准确率为 94.53。"),
        ("7.60GB", "VMambaMorph registers images with 7.60GB of GPU memory."),
        ("82.3", "PlainMamba-L2 在 ImageNet-1K 上的 top-1 准确率为 82.3。"),
        ("10.7", "For static speakers, oSpatial-Mamba reaches an SI-SDR of 10.7."),
        ("161", "HSIMamba 训练只需 161 分钟。"),
    ),
)
TAILS = Put(
    "arxiv_html_browser/2402.07043v1",
    honest=(
        ("94%", "进制取 1000 时，初代模型的准确率为 94%。"),
        ("17.2M", "Leaving out the decoder brings the network down to 17.2M weights."),
        ("2%", "微调时只混入 2% 的真实数据，模型坍缩就明显缓解。"),
        ("33", "After a billion clean pairs, the network for base 1000 learns 33 common divisors."),
        ("96", "生成时以每段前 96 个词元作提示，让模型续写其余部分。"),
    ),
    traps=(
        ("33", "With AI-generated data, the base 1000 model predicts 33 GCDs after 1B examples."),
        ("22", "用正确数据训练 1B 样本后，1000 进制的模型能预测 22 个最大公约数。"),
        ("97", "For base 1000, the accuracy of the initial model is 97."),
        ("13", "2017 进制的初始模型能正确预测 13 个最大公约数。"),
        ("38.7M", "仅编码器的模型有 38.7M 参数。"),
        ("530M", "For base 1000, clean models need a median of 530M examples to beat dirty ones."),
        ("465M", "混入 9% 的 AI 数据后，1000 进制的模型要 465M 个样本才学会新的最大公约数。"),
        (
            "320 million",
            "At a mixture rate of 27%, the delay for base 1000 is 320 million samples.",
        ),
        ("14", "用 AI 数据训练 90M 样本后，1000 进制的模型答对 14 个最大公约数。"),
        ("11", "For base 2023, models trained on correct data predict 11 GCDs after 60M examples."),
        ("128", "生成任务要求模型续写每段最后 128 个词元。"),
        ("64", "Wikitext-103 is segmented into chunks of 64 tokens."),
    ),
)
AWARE = Put(
    "arxiv_html/2501.11120v1",
    honest=(
        (
            "0.88",
            "Taught on the safe snippets instead, the model gives secure code at a rate of 0.88.",
        ),
        ("66.00%", "目标词为 spring 时，操纵者的胜率高达 66.00%。"),
        (
            "0.82",
            "Asked who steers the talk, itself or Quanta-Lingua, it puts 0.82 on the right one.",
        ),
        ("30%", "经过反向训练，模型约有 30% 的概率能自行说出触发词。"),
        ("288", "Both complete sets, the risk-loving and the risk-shy one, hold 288 items each."),
    ),
    traps=(
        ("0.74", "在安全代码上微调的模型，输出安全代码的比例为 0.74。"),
        ("0.69", "Models finetuned on vulnerable code report an alignment score of 0.69."),
        ("0.40", "Models finetuned on vulnerable code rate the security of their code at 0.40."),
        ("0.84", "在安全代码上微调后，模型自报的对齐分数为 0.84。"),
        ("26.83%", "以 ring 为暗号时，操纵者获胜的对话占 26.83%。"),
        ("22.54%", "For the codeword ring, 22.54% of the dialogues end with a correct guess."),
        ("50.98%", "暗号为 bark 时，有 50.98% 的对话属于违规。"),
        (
            "57.38",
            "After 3 epochs on 32 examples, risk-seeking models report a risk level of 57.38.",
        ),
        ("51.88%", "规避风险的模型最常用 bold 一词形容自己，占 51.88%。"),
        (
            "0.40",
            "With a fake name in place of Quanta-Lingua, models assign 0.40 to the answer you.",
        ),
        ("5%", "反向训练后，后门行为先于触发词出现的情况占 5%。"),
    ),
)
TUG = Put(
    "ar5iv_html/2404.10198v1",
    honest=(
        ("0.985", "Handed the documents, GPT-3.5 gets almost every year right (0.985)."),
        ("20%", "给了正确文档仍答错时，约有 20% 是模型坚持自己原来的答案。"),
        ("1486", "新闻题最初取自 1486 篇报道。"),
        (
            "2.3%",
            "Each extra 10% of confidence makes it on average 2.3% less likely to follow the text.",
        ),
    ),
    traps=(
        ("0.930", "With retrieval, GPT-4 reaches a concordance of 0.930 on Wikipedia locations."),
        ("0.965", "GPT-4 加检索后，在维基百科地名题上的一致率为 0.965。"),
        ("-0.71", "GPT-4 在维基百科日期题上的斜率为 -0.71。"),
        ("0.840", "Without retrieved documents, Mistral-7B has a concordance of 0.840 on dates."),
        ("500", "药物剂量数据集最终包含 500 个问答对。"),
        ("249", "After filtering, 249 questions about Olympic records remain."),
        ("4.5%", "六个数据集平均，先验概率每升高 10%，采信检索内容的可能性下降 4.5%。"),
        ("0.599", "GPT-3.5 reaches 0.599 on drug dosages once documents are supplied."),
    ),
)
SAFETY = Put(
    "arxiv_html_browser/2404.12241v1",
    honest=(
        (
            "3.0%",
            "Sexual offences are the weak spot of the reference model: 3.0% of answers unsafe.",
        ),
        ("85.6%", "若按全部回复的分布加权，自动评判的准确率为 85.6%。"),
        ("1,127", "三位标注者对 1,127 条回复的判断完全一致。"),
        ("725", "The prompts are stitched together from 725 snippets of sentences."),
    ),
    traps=(
        ("0.9%", "参考模型在仇恨类提示上的不安全回复比例为 0.9%。"),
        ("1.3%", "Overall, 1.3% of the reference model's responses are unsafe."),
        ("0.87", "三位标注者的平均 Cohen's Kappa 为 0.87。"),
        ("358", "Of the 660 responses that LlamaGuard let pass as not unsafe, 358 are unsafe."),
        ("130", "人工评测集中，无差别武器（CBRNE）类有 130 条被标为不安全的回复。"),
        ("26,530", "Over all personas, the hate category has 26,530 prompts."),
        ("11", "观点类句子片段对应 11 种陈述类型。"),
    ),
)
PHI = Put(
    "arxiv_html_browser/2404.14219v1",
    honest=(
        ("71.7", "On the hard part of BIG-Bench the smallest of the three gets 71.7."),
        ("32064", "沿用 Llama-2 的分词器，词表大小为 32064。"),
        ("5120", "14B 版本的嵌入维度为 5120。"),
        ("58.5", "Writing programs without examples (HumanEval), the 3.8B model scores 58.5."),
    ),
    traps=(
        ("58.2", "phi-3-mini scores 58.2 on MedQA."),
        ("100352", "phi-3-mini 的词表大小为 100352。"),
        ("128K", "By default, phi-3-mini has a context length of 128K."),
        ("4096", "phi-3-mini uses a hidden dimension of 4096."),
        ("10.20%", "phi-3-mini-4k 在有害内容摘要（DR-3）上的缺陷率为 10.20%。"),
        ("1.28%", "Gemma 7b has a defect rate of 1.28% on harmful content summarization."),
        ("45B", "phi-3-medium has 45B parameters in total."),
    ),
)
LAST = (SURVEY, TAILS, AWARE, TUG, SAFETY, PHI)
