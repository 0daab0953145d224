"""Words, as data: Chinese terms in the English of papers, English ones alike, and what merely makes a question."""

from __future__ import annotations

# A Chinese term, and how papers may say it in English.
ENGLISH = """
上下文 context; 上下文学习 in-context learning; 下一句 next sentence; 下游 downstream; 下载 download;
不安全 insecure, unsafe, vulnerable; 专家 expert; 世界模型 world model; 中文 Chinese; 主题 topic;
人工 human, manual; 人工智能 artificial intelligence, AI; 人类 human; 代码 code; 价值观 values; 任务 task;
优势 advantage, benefit; 优化 optimization; 优化器 optimizer, Adam; 会话 dialogue, conversation; 作者 author;
例子 example; 依赖 depend; 信息 information; 假设 assumption, hypothesis; 偏好 preference; 偏差 bias; 偏见 bias;
全参数 full parameter; 公开 public, release, available; 公式 formula, equation; 关键词 keyword; 内存 memory;
准确率 accuracy; 分割 segmentation; 分布 distribution; 分数 score; 分类 classification, taxonomy, categories;
切分 split; 创新 novel, contribution; 初始化 initialize; 判断 judge, assess; 剪枝 pruning; 功耗 power, energy;
加速 speedup, accelerate, faster; 动机 motivation; 半监督 semi-supervised; 协议 license, protocol;
危害 hazard, harm; 压缩 compression; 参数 parameter; 参数量 parameters, model size; 反向传播 backpropagation;
反转 reversal, reverse; 召回率 recall; 可解释 interpretable, explainable; 合成数据 synthetic data;
后训练 post-training; 后门 backdoor; 向量 vector, embedding; 向量数据库 vector database, vector store;
吞吐 throughput; 吞吐量 throughput; 听写 dictation; 图像 image; 图像生成 image generation; 图片 image, picture;
基准 benchmark; 基准测试 benchmark; 基础模型 foundation model, base model; 基线 baseline; 多任务 multi-task;
多模态 multimodal, multi-modal; 多语言 multilingual; 多轮 multi-turn; 大小 size;
大模型 large language model, LLM; 大语言模型 large language model, LLM; 失败 fail, failure; 奖励 reward;
奖励模型 reward model; 学习率 learning rate; 学生 student; 安全 safety, security; 官方 official;
定义 define, definition; 实现 implementation; 实验 experiment; 对抗 adversarial; 对比学习 contrastive learning;
对话 dialogue, conversation, chat; 对齐 alignment, aligned; 小模型 small model; 少样本 few-shot;
局限 limitation, limited, weakness; 局限性 limitation, limited, weakness; 层数 layers; 工业 industry; 工具 tool;
工具调用 tool use, function calling; 帧率 frame rate, fps; 平均 average, mean; 并行 parallel; 幻觉 hallucination;
应用 application; 延迟 latency; 开源 open-source, open source, release; 强化学习 reinforcement learning, RL;
微调 fine-tuning, finetuning, fine-tune, finetune; 必要 necessary, need;
思维链 chain of thought, chain-of-thought, CoT; 性能 performance; 想法 idea; 意识 awareness, aware;
成功率 success rate; 成本 cost; 手机 phone, mobile; 打分 score, rate, report; 扩散模型 diffusion model;
批大小 batch size; 批量 batch; 抽取 extract; 拒绝 refuse, refusal, reject; 指令 instruction; 指标 metric;
损失 loss; 损失函数 loss; 排名 rank, leaderboard; 排行 leaderboard, rank; 推理 inference, reasoning;
推理能力 reasoning; 掩盖 mask, masked; 掩码 mask, masked; 提示 prompt; 提示词 prompt; 搜索 search;
摘要 summarization, summary; 收敛 converge, convergence; 攻击 attack; 效率 efficiency, efficient; 教师 teacher;
数学 math, mathematics; 数据 data; 数据库 database; 数据集 dataset, data set, benchmark; 文本 text;
文档 document; 方差 variance; 时薪 hourly wage, hourly pay; 时长 duration, hours; 显卡 GPU;
显存 GPU memory, memory; 智能体 agent; 替代 replace, alternative; 有害 harmful; 机制 mechanism; 机器人 robot;
机器翻译 machine translation; 权重 weight; 架构 architecture; 标注 annotation, label; 标注员 annotator;
标签 label; 样本 sample, example; 框架 framework; 梯度 gradient; 检测 detection, detect;
检索 retrieval, retrieve; 检索增强 retrieval-augmented, RAG; 模块 module; 模型 model; 欠拟合 underfitting;
步数 steps; 步骤 step, stage; 毒性 toxicity, toxic; 比例 ratio, proportion, percentage; 水印 watermark;
注意力 attention; 测试 test, evaluation; 测试题 test item; 消融 ablation; 涌现 emergent, emergence;
混合专家 mixture of experts, mixture-of-experts, MoE; 温度 temperature; 源码 source code, code;
漏洞 vulnerability, vulnerable; 激活 activation; 特征 feature; 状态空间 state space, SSM;
生成 generation, generate; 电力 electricity, power; 目标 objective, goal; 目标检测 object detection;
相关工作 related work; 知识 knowledge; 知识蒸馏 distillation; 硬件 hardware, GPU, TPU;
碳排放 carbon emission, CO2; 社会 society, social; 神经网络 neural network; 种子 seed; 稀疏 sparse, sparsity;
程序 program; 窗口 window; 算力 compute; 算法 algorithm; 类别 category, class; 精度 precision, accuracy;
系统 system; 线性 linear; 结构 structure, architecture; 结论 conclusion; 维度 dimension; 缓存 cache;
编码器 encoder; 编程 programming, code; 网络 network; 翻译 translation; 能力 capability, ability;
能耗 energy, power consumption; 自动 automatic; 自回归 autoregressive, auto-regressive; 自我意识 self-awareness;
自监督 self-supervised; 蒸馏 distillation, distill; 融合 fusion; 表格 table; 规模 scale, size;
规模定律 scaling law; 视觉 vision, visual; 视频 video; 角色 persona, role; 触发 trigger; 触发词 trigger;
计算 compute, computation; 计算量 FLOPs, compute, computation; 训练 training, train;
训练集 training set, training data; 记忆 memory, memorization; 许可证 license; 评价 evaluate, evaluation;
评估 evaluate, evaluation, assess; 评测 evaluate, evaluation, benchmark; 词元 token; 词表 vocabulary;
语义 semantic; 语料 corpus, corpora; 语法 grammar, syntax; 语言 language; 语音 speech;
语音识别 speech recognition; 误差 error; 超参数 hyperparameter, hyper-parameter, learning rate, batch size;
越狱 jailbreak; 轮数 epochs, rounds; 轮次 epochs, rounds; 输入 input; 输出 output; 迁移 transfer;
过拟合 overfitting, overfit; 适配器 adapter, LoRA; 速度 speed; 遗忘 forgetting; 部署 deploy, deployment;
量化 quantization, quantize; 长上下文 long context, long-context; 问答 question answering, QA;
问题 problem, question; 随机 random; 难度 difficulty; 零样本 zero-shot; 音频 audio; 预测 prediction, predict;
预训练 pre-training, pretraining, pre-trained, pretrained; 风险 risk; 验证 validation, verify;
验证集 validation set, dev set; 高斯 Gaussian; 鲁棒 robust; 鲁棒性 robustness, robust
"""

# English words that ask for the same: who asks with the first is also understood to mean the others.
ALIKE = """
hardware, GPU, TPU; limitation, weakness, shortcoming, limited; drawback, limitation, weakness; corpus, corpora;
dataset, data set, benchmark; fine-tuning, finetuning; fine-tune, finetune;
pre-training, pretraining, pre-trained, pretrained; open-source, release, available;
speedup, faster, acceleration; hyperparameter, learning rate, batch size; annotator, rater, labeler;
LLM, large language model; RAG, retrieval-augmented; electricity, energy, power consumption;
multimodal, multi-modal
"""

# Words that say what kind of answer is wanted, or that a paper is spoken of; not what about.
ASKING = """
a about account actually after all also am among an and answer any anything are article as ask at author authors
be because been before being between both but by can compare compared comparing consider considered could decide
decided decides describe described detail details did differ do does doing done during each either else ever
exactly exist explain fact far find first for fraction from further gave get give given gives go going good got
had happen happens has have having he help helps her here him his how i if in instead into is it its itself kind
kinds know known let like list long look made main make makes many may me mean means mention mentioned might
more most much must my name named names need needed needs no nor not now number of off on one ones only or other
others our out over own paper papers part particular per perform performed performs please portion present
propose proposed proposes question reach reached reaches really report reported reports said same say says see
shall share she should show showed shown shows since so some something sort still such summarize take taken
takes tell tells than that the their them then there these they thing things this those through to too took
towards type types under up upon us use used uses using very via want was way ways we well were what when where
whether which while who whom whose why will with within without word words work works would yes yet you your
"""

# The same in Chinese, with the particles.
FRAMING = """
一下 一个 一些 一共 一样 一起 上 下 下降 下降多少 下面 不同 不是 与 且 两个 个 中 为 为什么 为何 主要 之前 之后
之外 之间 也 了 了吗 什么 什么样 介绍 从 他们 以 以前 以及 以后 以来 会 低 何 作 作为 作比较 使用 做 做了 关于
其 其中 具体 内容 几个 几种 出 分别 别的 到 到了 到多少 到底 前 包括 占 原因 去掉 又 及 取得 只 叫 可以 各 后 吗
吧 告诉 呢 和 哪 哪一 哪个 哪些 哪几 哪种 哪里 因为 在 基于 多 多大 多少 多长 够 大概 大约 如何 存在 它 它们
它的 对 对于 对比 将 尤其 就 属于 工作 已 干什么 并 影响 得到 怎么 怎么样 怎样 总共 总结 您 情况 想 我 我们 或
所 所有 才 把 报告 描述 提出 提到 提升 提及 提高 效果 文中 文章 方法 方面 时 时候 是 是不是 是什么 是否 更 最
最后 最高 有 有何 有关 有哪些 有多 有多少 有没有 本文 来 来自 某 样 比 比较 没有 涉及 然后 现有 用 用了 由 由于
的 的话 相对 相比 看 知道 研究 种 程度 第 简述 结果 给 给出 考虑 能 能否 能够 自己 自身 若干 表现 被 要 觉得
解释 认为 让 论文 该 说 说明 请 请问 谁 跟 达到 过 过程 还 还是 还有 这 这个 这些 这种 这篇 进行 选择 通过 那
那个 那么 那些 部分 采用 里 量 针对 除了 随 需要 非常 首先 高 高多少
"""
