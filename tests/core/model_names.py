"""Names in sentences about recorded abstracts: real ones, in the spellings that language models
give them, and ones that the abstract does not have.

The sentences are in own words, half Chinese, half English. A real name is written with another
hyphen, case or version's spelling, or as the paper prints it; an invented one is a known model,
optimizer, data set or tool of which title and abstract say nothing, or no name at all. (The paper
itself may have it; what is checked against is the abstract.) TUNED and KEPT share no paper: a rule
may be fitted to TUNED; KEPT is counted only, nobody looks at its cases.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """A sentence about a paper and the name in question as it stands there; `printed` is the name
    as title or abstract have it, empty for an invented one."""

    paper: str
    name: str
    text: str
    printed: str = ""

    @property
    def real(self) -> bool:
        return bool(self.printed)


# One sentence a line, to be read as a list.
# fmt: off

TUNED: tuple[Named, ...] = (
    Named("2512.17639", "Alpaca", "作者用 Alpaca 问卷中的问题提示模型，采样随人格特质变化的激活。", printed="Alpaca"),
    Named("2508.14314", "Claude-4-Sonnet", "在 GPQA-diamond 上，该方法提升了 Claude-4-Sonnet 的回答准确率。", printed="Claude 4 Sonnet"),
    Named("2603.04410", "Falcon-H1R", "评测的阿拉伯语模型包括 Falcon-H1R 和 Jais 2。", printed="Falcon H1R"),
    Named("2508.15854", "Fanar 1", "作者用 LoRA 微调了 9B 的 Fanar 1 模型。", printed="Fanar-1-9B"),
    Named("2505.04519", "PanGu Ultra MoE", "由此得到的 PanGu Ultra MoE 是 7180 亿参数的稀疏模型。", printed="Pangu Ultra MoE"),
    Named("2604.28075", "Boldt", "作者发布了名为 Boldt 的德语模型。", printed="Boldt"),
    Named("2506.24123", "Calligrapher", "Calligrapher 用扩散模型定制图像中文字的风格。", printed="Calligrapher"),
    Named("2508.16431", "Cetvel", "Cetvel 基准评测大模型的土耳其语能力。", printed="Cetvel"),
    Named("2506.17374", "Florence2", "图纸标注由 Donut 与 Florence2 两个轻量模型解析。", printed="Florence-2"),
    Named("2511.01894", "FLUX", "推理时间仅为 BAGEL 或 FLUX 的 40% 到 50%。", printed="Flux"),
    Named("2604.27448", "Genie", "潜在动作的学习方式与 Genie 相近，数据则来自大规模驾驶视频。", printed="Genie"),
    Named("2503.21262", "vGamba", "vGamba 把状态空间模型与注意力结合成混合视觉骨干。", printed="vGamba"),
    Named("2605.22734", "HetioNet", "Existing graphs such as PrimeKG and HetioNet do not say when a finding becomes relevant.", printed="Hetionet"),
    Named("2603.05352", "Maia-2", "The engine was tested against Maia-2 in 12,414 games.", printed="Maia2"),
    Named("2606.31002", "Mathlib's", "Mathlib's declarations, searched for context, are one of three interventions compared.", printed="Mathlib"),
    Named("2605.30711", "Mem0", "SAGE beats Mem0 in average token-F1 on LoCoMo with all seven open backbones.", printed="Mem0"),
    Named("2605.31590", "Meve", "The authors contribute Meve, a set of prompts for generating several events.", printed="Meve"),
    Named("2511.21395", "Monet", "Monet trains multimodal models to reason in the latent visual space.", printed="Monet"),
    Named("2606.15007", "Nemotron-3 Ultra", "Nemotron-3 Ultra has 550 billion parameters, 55 billion of them active.", printed="Nemotron 3 Ultra"),
    Named("2506.23547", "Oneta", "Oneta handles several styles of image enhancement with two point operators.", printed="Oneta"),
    Named("2503.21127", "Twitter-16", "The framework is evaluated on Pheme and Twitter-16, where accuracy gains 12.8%.", printed="Twitter16"),
    Named("2505.10292", "Qwen-2.5-VL-7B", "The baseline, a storyteller, fine-tunes Qwen-2.5-VL-7B.", printed="Qwen2.5-VL 7B"),
    Named("2604.19193", "Seedance-2.0", "Even Seedance-2.0 falls short where logical grounding is needed.", printed="Seedance 2.0"),
    Named("2512.24693", "Gemma2-9B-Instruct", "The multi-turn reward model starts from Gemma2-9B-Instruct.", printed="Gemma-2-9B-Instruct"),
    Named("2510.08073", "Sora", "Videos by models like Sora look nearly real, so they must be detected reliably.", printed="Sora"),
    Named("2509.10625", "Claude 3 Opus", "实验还在 Claude 3 Opus 上验证了探针的泛化能力。"),
    Named("2509.12079", "Lion", "作者使用 Lion 优化器训练光谱重建网络。"),
    Named("2508.21767", "Gemini 1.5 Pro", "UItron 以 Gemini 1.5 Pro 作为规划器。"),
    Named("2508.21762", "Adafactor", "MENTAT 的优化依赖 Adafactor。"),
    Named("2512.24265", "Falcon-7B", "筛选出的子集还用于训练 Falcon-7B。"),
    Named("2604.06714", "Mistral 7B", "作者用 Mistral 7B 自动标注幻觉的类别。"),
    Named("2511.20737", "Kestrel", "CANVAS 的界面由 Kestrel 工具渲染。"),
    Named("2503.21581", "Waymo", "标定误差在 Waymo 数据集上进一步下降。"),
    Named("2504.02730", "Fashion-MNIST", "HQViT 在 Fashion-MNIST 上也取得最好成绩。"),
    Named("2510.19060", "Vicuna", "PoSh 的场景图由 Vicuna 生成。"),
    Named("2509.14477", "Grok 4", "在 Ticket-Bench 上，Grok 4 表现最佳。"),
    Named("2604.19445", "Restormer", "冠军方案基于 Restormer 改进。"),
    Named("2605.01081", "Cityscapes", "WILD SAM 借助 Cityscapes 作数据增强。"),
    Named("2605.05955", "Veltrix", "The tables of TableVista were rendered with the Veltrix engine."),
    Named("2603.09480", "Phi-3-Vision", "The compression was also tested with Phi-3-Vision."),
    Named("2605.20737", "Bloom", "LangTail takes its language priors from Bloom."),
    Named("2510.03721", "Gemini", "The annotations of persons were checked by Gemini."),
    Named("2507.21922", "Sophia", "SwinECAT was trained with the Sophia optimizer."),
    Named("2605.29225", "Claude", "On BenchTrace, Claude is first in reflection."),
    Named("2603.07335", "DataComp", "The concepts come from sparse autoencoders trained on DataComp."),
    Named("2601.19871", "Mixtral", "The reflective prompts were run with Mixtral."),
    Named("2505.10075", "Cosmos", "The world model outperforms Cosmos on all four benchmarks."),
    Named("2605.22081", "MarBERT", "Weak labels were predicted with MarBERT."),
    Named("2503.21056", "Tessera", "The digital twins are kept up to date by Tessera."),
    Named("2605.03552", "Isabelle", "The bound was verified in Isabelle."),
)

KEPT: tuple[Named, ...] = (
    Named("2605.31452", "Ollama", "参评的本地模型均通过 Ollama 运行。", printed="Ollama"),
    Named("2605.01478", "Argoverse 2", "只用 10% 的微调，LIE 就能迁移到 Argoverse 2。", printed="Argoverse2"),
    Named("2507.21522", "Whisper", "Whisper 一类的端到端语音识别系统解码开销很大。", printed="Whisper"),
    Named("2604.28078", "Wan 2.2", "用 AesRM 对齐后的 Wan 2.2 美学质量明显提升。", printed="Wan2.2"),
    Named("2510.25977", "Trainium", "NeuronMM 面向 AWS 的 Trainium 加速器优化矩阵乘法。", printed="Trainium"),
    Named("2605.05365", "Zyphra", "ZAYA1-8B 建立在 Zyphra 的 MoE++ 架构之上。", printed="Zyphra"),
    Named("2504.02178", "Mistral v0.3", "作者微调 Mistral v0.3，用于检测僧伽罗语的冒犯言论。", printed="Mistral (v0.3)"),
    Named("2508.14292", "Gemma", "与 LLaMA、Gemma 的分词器相比，它的词元更有语言学意义。", printed="Gemma"),
    Named("2604.27977", "Qwen-3-32B", "用 D3-Gym 的轨迹训练后，Qwen-3-32B 提升了 7.8 个百分点。", printed="Qwen3-32B"),
    Named("2510.04757", "ColBERT-v2", "重排阶段采用 ColBERT-v2 的延迟交互模型。", printed="ColBERTv2"),
    Named("2603.09595", "ConfliBert", "作者把 Confli-mBERT 与领域模型 ConfliBert 作了系统比较。", printed="ConfliBERT"),
    Named("2604.19262", "CulturAll", "CulturAll 评测模型的多语言与多文化能力。", printed="CulturALL"),
    Named("2509.21715", "BDD-100K", "MATR 在 DanceTrack、SportsMOT 和 BDD-100K 上均有提升。", printed="BDD100k"),
    Named("2508.14812", "Didemo", "On Didemo, Recall@1 rises by 1.6%.", printed="DiDeMo"),
    Named("2505.13174", "FlowCut", "FlowCut segments video instances without supervision in three stages.", printed="FlowCut"),
    Named("2506.15451", "AgentGroupChat V2", "AgentGroupChat V2 divides a task and conquers its parts in parallel.", printed="AgentGroupChat-V2"),
    Named("2604.06421", "AraTrust", "The model also leads on AraTrust, which is about safety.", printed="AraTrust"),
    Named("2503.20287", "InsViE", "The InsViE triplets for editing videos by instruction number one million.", printed="InsViE-1M"),
    Named("2601.15281", "Hunyuan GameCraft", "StableWorld also works with Hunyuan GameCraft and Matrix-Game.", printed="Hunyuan-GameCraft"),
    Named("2605.31062", "Adapt-R1", "Adapt-R1 learns by reinforcement when to think in multi-hop question answering.", printed="AdaptR1"),
    Named("2503.21307", "InternVL-X models", "The InternVL-X models compress visual tokens with three methods.", printed="InternVL-X"),
    Named("2604.06465", "EvoL2S", "EvoL2S merges reasoning models by multi-objective evolution.", printed="Evo-L2S"),
    Named("2602.10604", "Browsecomp", "Step 3.5 Flash reaches 69.0% on Browsecomp with context management.", printed="BrowseComp"),
    Named("2512.17901", "LoRe", "LoRe states laws of how reasoning models should reason.", printed="LoRe"),
    Named("2603.05046", "Layer-MoE", "NeuronMoE matches the Layer-MoE baseline with some 40% fewer parameters.", printed="LayerMoE"),
    Named("2604.27865", "Gemini 2.5 Pro", "KellyBench 的最好成绩来自 Gemini 2.5 Pro。"),
    Named("2602.14186", "Pixtral", "UniRef-Image-Edit 的奖励由 Pixtral 给出。"),
    Named("2601.14490", "Muon", "GutenOCR 的训练用了 Muon 优化器。"),
    Named("2509.15181", "Mavic", "MSDD 的图像由 Mavic 无人机拍摄。"),
    Named("2503.16194", "Chameleon", "由粗到细的预测在 Chameleon 上同样有效。"),
    Named("2605.20729", "Command-R", "MTR-Suite 的对话由 Command-R 合成。"),
    Named("2504.02605", "Devin", "参评的智能体还包括 Devin。"),
    Named("2510.19506", "Pythia", "Lookahead 的路由器以 Pythia 为骨干。"),
    Named("2512.24873", "Horovod", "ROME 的分布式训练在 Horovod 上完成。"),
    Named("2504.02304", "Falcon 180B", "在测试的模型中，Falcon 180B 对人性最乐观。"),
    Named("2503.15846", "Kosmos-2", "作者以 Kosmos-2 作为生成场景图的基础模型。"),
    Named("2504.02508", "Luminet", "APHQ-ViT 在 Luminet 上也优于其他方法。"),
    Named("2512.24008", "Kafka", "The agents of SPARK communicate through Kafka."),
    Named("2605.21713", "Claude 3.5", "Sem-Detect was built on reviews refined by Claude 3.5."),
    Named("2508.15829", "CamelBERT", "A fine-tuned CamelBERT came second to Random Forest."),
    Named("2605.21726", "Chinchilla", "The attribution was tested on Chinchilla as well."),
    Named("2605.03652", "Kling", "AniMatrix beats Kling in artistic motion."),
    Named("2503.20322", "MiniGPT-4", "DPN saves even more computation on MiniGPT-4."),
    Named("2605.06290", "TabPFN", "The model outperforms TabPFN at imputation."),
    Named("2512.04699", "Lion", "OmniScaleSR was trained with Lion instead of Adam."),
    Named("2605.03838", "Orionis", "TRACE was validated with the Orionis framework."),
    Named("2606.16240", "Mistral-Nemo", "The steering was strongest in Mistral-Nemo."),
    Named("2604.27364", "Houston", "The method also leads on the Houston scene."),
    Named("2606.15949", "Gemini", "Among the models, Gemini makes the fewest document-linking errors."),
    Named("2601.19849", "Adafactor", "HexFormer was optimized with Adafactor."),
)
