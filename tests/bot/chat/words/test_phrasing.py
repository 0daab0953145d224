"""What people say of their interests in whole sentences: understood, or refused, never guessed."""

from __future__ import annotations

import pytest

from bot.chat.words.wishes import parse_wishes
from core.errors import SettingInvalid
from core.interests.glossary import load_glossary
from tests.bot.chat.words.test_wishes import read


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("less RL please", "less: RL"),
        ("follow Kaiming He", "add: Kaiming He"),
        ("I'd like more robotics papers", 'more: robotics'),
        ("I'm interested in multimodal learning and robotics", 'add: multimodal learning and robotics'),
        ("no more medical imaging", "mute: medical imaging"),
        ("stop recommending crypto papers", "mute: crypto"),
        ("show me papers from DeepMind", "add lab: DeepMind"),
        ("papers by Yann LeCun", "add author: Yann LeCun"),
        ("unfollow Yann LeCun", "remove: Yann LeCun"),
        ("forget about diffusion models", "remove: diffusion models"),
        ("I don't want to see survey papers", 'mute: survey'),
        ("not interested in speech recognition", "unwanted: speech recognition"),
        ("I don't care about video generation", 'unwanted: video generation'),
        ("anything about 3D gaussian splatting", "add: 3D gaussian splatting"),
        ("add reinforcement learning from human feedback", "add: reinforcement learning from human feedback"),
        ("remove robotics", "remove: robotics"),
        ("more like 2401.00001", "more paper: 2401.00001"),
        ("more papers like https://arxiv.org/abs/2310.06825", "more paper: 2310.06825"),
        ("hide benchmarks", "mute: benchmarks"),
        ("never show me anything on blockchain", "mute: blockchain"),
        ("I work on code generation", "add: code generation"),
        ("my field is protein design", "add: protein design"),
        ("a bit more NLP, a lot less vision", "more: NLP; less: vision"),
        ("LLM agents but not web agents", "add: LLM agents; less: web agents"),
        ("everything except computer vision", "mute: computer vision"),
        ("please follow the author Percy Liang", "add author: Percy Liang"),
        ("follow OpenAI and Anthropic", "add: OpenAI and Anthropic"),
        ("unmute benchmarks", "unmute: benchmarks"),
        ("我想看多模态和机器人的", "add: 多模态和机器人"),
        ("不要扩散模型", "mute: 扩散模型"),
        ("别再推荐医学的了", "mute: 医学"),
        ("多来点强化学习", "more: 强化学习"),
        ("少推一些综述", "less: 综述"),
        ("关注何恺明", "add: 何恺明"),
        ("取消关注何恺明", "remove: 何恺明"),
        ("我对世界模型感兴趣", "add: 世界模型"),
        ("我不想再看到自动驾驶的论文", "mute: 自动驾驶"),
        ("我是做语音合成的", "add: 语音合成"),
        ("我的研究方向是图神经网络", "add: 图神经网络"),
        ("屏蔽区块链", "mute: 区块链"),
        ("把机器人去掉", "remove: 机器人"),
        ("删掉 RLHF", "remove: RLHF"),
        ("加上 具身智能、视觉语言模型", "add: 具身智能; add: 视觉语言模型"),
        ("多一点代码生成,少一点图像生成", "more: 代码生成; less: 图像生成"),
        ("谷歌的论文多推一点", "more: 谷歌"),
        ("清华的论文", "add: 清华"),
        ("类似 2401.00001 的论文多推荐", "more paper: 2401.00001"),
        ("对视频生成不感兴趣", "unwanted: 视频生成"),
        ("不看纯理论的", "mute: 纯理论"),
        ("最近在搞 diffusion policy", "add: diffusion policy"),
        ("给我推荐点 AI for Science 的文章", "add: AI for Science"),
        ("作者:李飞飞", "add author: 李飞飞"),
        ("关注 Kaiming He 和 Saining Xie", "add: Kaiming He 和 Saining Xie"),
        ("除了医学影像都可以", "mute: 医学影像"),
        ("恢复综述", "unmute: 综述"),
        ("could you send me fewer survey papers?", "less: survey"),
        ("I'm tired of benchmark papers", 'less: benchmark'),
        ("Interested in embodied AI, esp. humanoid robots", "add: embodied AI; add: humanoid robots"),
        ("please stop with the blockchain stuff", "mute: blockchain"),
        ("follow Sergey Levine and Chelsea Finn", "add: Sergey Levine and Chelsea Finn"),
        ("anything new from Google DeepMind", "add lab: Google DeepMind"),
        ("I would love to read about mechanistic interpretability", "add: mechanistic interpretability"),
        ("not a fan of GANs", "unwanted: GANs"),
        ("my PhD is about neural operators", "add: neural operators"),
        ("remove speech synthesis from my interests", "remove: speech synthesis"),
        ("quantum computing isn't for me", 'unwanted: quantum computing'),
        ("way too much RL lately", "less: RL"),
        ("You can drop world models", "remove: world models"),
        ("mostly NLP, sometimes vision", "add: NLP; add: vision"),
        ("学者 Song Han 的论文", "add author: Song Han"),
        ("麻烦多推荐点大模型安全的", "more: 大模型安全"),
        ("医疗影像的就不用推了", "mute: 医疗影像"),
        ("我主要做三维重建和位姿估计", "add: 三维重建和位姿估计"),
        ("最近不太想看强化学习", "unwanted: 强化学习"),
        ("英伟达的也想看", "add: 英伟达"),
        ("帮我盯着点 Anthropic", "add: Anthropic"),
        ("扩散模型太多了,少来点", "less: 扩散模型"),
        ("能不能多一些关于推理加速的", "more: 推理加速"),
        ("推荐系统的论文我都不想看", "mute: 推荐系统"),
        ("我换方向了,现在做具身智能", "add: 具身智能"),
        ("别的都行,就是不要自动驾驶", "mute: 自动驾驶"),
        ("对 RAG 和 agent 都很感兴趣", "add: RAG 和 agent"),
        ("取消屏蔽 区块链", "unmute: 区块链"),
        ("can you recommend more papers on test-time scaling?", "more: test-time scaling"),
        ("I'm a PhD student working on 3D vision", 'add: 3D vision'),
        ("nothing about finance please", "mute: finance"),
        ("I've read enough about prompt engineering", 'less: prompt engineering'),
        ("I want Microsoft Research stuff", "add: Microsoft Research"),
        ("less hype, more theory", "less: hype; more: theory"),
        ("unfollow robotics and add bioinformatics", "remove: robotics; add: bioinformatics"),
        ("graph neural networks are interesting, GANs are boring", "add: graph neural networks; unwanted: GANs"),
        ("do not list surveys", "mute: surveys"),
        ("ditch the medical papers", "mute: medical"),
        ("prioritize agent safety", "more: agent safety"),
        ("anything but vision", "mute: vision"),
        ("put video generation on my list", "add: video generation"),
        ("推点儿具身的", "add: 具身"),
        ("我对医学那块没兴趣", "unwanted: 医学"),
        ("把强化学习加进来", "add: 强化学习"),
        ("强化学习加回来", "add: 强化学习"),
        ("小模型、端侧部署这类多一些", "add: 小模型; more: 端侧部署"),
        ("请不要再给我推视频生成了", "mute: 视频生成"),
        ("我要关注 OpenAI 的论文", "add: OpenAI"),
        ("脑机接口有的话推给我", "add: 脑机接口"),
        ("以后多推荐一些语音方向的论文", "more: 语音"),
        ("不需要金融相关的", "mute: 金融"),
        ("我更喜欢理论的", "add: 理论"),
        ("新增关键词:因果推断", "add words: 因果推断"),
        ("please show me less about chatbots", "less: chatbots"),
        ("I'm mostly into computer graphics", 'add: computer graphics'),
        ("keep sending diffusion papers", "more: diffusion"),
        ("no LLM safety papers for a while", "mute: LLM safety"),
        ("follow Fei-Fei Li, Pieter Abbeel", "add: Fei-Fei Li; add: Pieter Abbeel"),
        ("enough benchmarks!", "less: benchmarks"),
        ("also robotics", "add: robotics"),
        ("what I want is time series forecasting", "add: time series forecasting"),
        ("papers from Stanford and Berkeley", "add lab: Stanford; add lab: Berkeley"),
        ("could we get more causal inference in here", "more: causal inference"),
        ("unmute speech and audio", "unmute: speech and audio"),
        ("add author Tri Dao and topic state space models", "add author: Tri Dao; add words: state space models"),
        ("subscribe me to federated learning", "add: federated learning"),
        ("clear video generation", "remove: video generation"),
        ("turn off surveys", "mute: surveys"),
        ("我想了解一下联邦学习", "add: 联邦学习"),
        ("医学影像和遥感都不用给我推了", "mute: 医学影像和遥感"),
        ("最近在看可解释性方面的工作", "add: 可解释性"),
        ("少给我推点刷榜的", "less: 刷榜"),
        ("对了,再加一个:时间序列", "add: 时间序列"),
        ("把综述屏蔽了吧", "mute: 综述"),
        ("北大和清华的文章多来点", "more: 北大和清华"),
        ("这周想多看点代码智能体", "more: 代码智能体"),
        ("不是很关心硬件", "unwanted: 硬件"),
        ("作者 Tri Dao,机构 斯坦福", "add author: Tri Dao; add lab: 斯坦福"),
        ("please include some papers on drug discovery", "add: drug discovery"),
        ("I've lost interest in GANs", 'unwanted: GANs'),
        ("Show fewer vision-language papers", "less: vision-language"),
        ("follow Microsoft, NVIDIA and Meta", "add: Microsoft; add: NVIDIA and Meta"),
        ("papers by Percy Liang and Song Han", "add author: Percy Liang; add author: Song Han"),
        ('mute "position papers"', 'mute: position papers'),
        ("more robot learning, fewer chatbots, no surveys", "more: robot learning; less: chatbots; mute: surveys"),
        ("I'm into efficient inference these days", 'add: efficient inference'),
        ("remove Percy Liang", "remove: Percy Liang"),
        ("take speech recognition off my list", "remove: speech recognition"),
        ("less like 2401.00001 please", "less paper: 2401.00001"),
        ("not so many agent papers", "less: agent"),
        ("my group works on causal discovery", "add: causal discovery"),
        ("looking for work on long-context memory", "add: long-context memory"),
        ("hide papers about politics", "mute: politics"),
        ("别推送游戏类的论文", "mute: 游戏"),
        ("机器人 不要了", "mute: 机器人"),
        ("扩散 视频 不要", "add: 扩散; mute: 视频"),
        ("希望多看到一些智能体评测的文章", "more: 智能体评测"),
        ("关注 Song Han、Sergey Levine", "add: Song Han; add: Sergey Levine"),
        ("把 RLHF 加上,把 DPO 去掉", "add: RLHF; remove: DPO"),
        ("机构:智谱、月之暗面", "add lab: 智谱; add lab: 月之暗面"),
        ("多看点云分割", "more: 点云分割"),
        ("不想再看 prompt 工程", "mute: prompt 工程"),
        ("给我推一些蛋白质设计的", "add: 蛋白质设计"),
        ("对量化和剪枝感兴趣", "add: 量化和剪枝"),
    ],
)  # fmt: skip
def test_sentences(text, meant):
    assert read(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "只看大模型推理",
        "有没有关于长上下文的论文",
        "你都记住了我喜欢什么?",
        "I only care about LLM reasoning",
        "what about agents?",
        "track Jitendra Malik's papers",
        "I used to like GANs",
        "别的不用,就看 agent",
        "综述类的能少点吗",
        "never mind vision",
        "RL yes, games no",
        "I dislike prompt papers, drop them",
        "强化学习不错,多来",
        "我不是做视觉的",
        "what I don't want: crypto",
        "is there a way to hide memes?",
        "do you have anything on chips",
        "我不做视觉了,别推了",
        "少一点图像生成多一点视频理解",
        "我最讨厌刷榜论文了",
    ],
)
def test_what_is_not_understood_is_refused_and_never_added(text):
    with pytest.raises(SettingInvalid):
        parse_wishes(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('"I only care about LLM reasoning"', "add: I only care about LLM reasoning"),
        ("“只看大模型推理”", "add: 只看大模型推理"),
        ('mute "position papers"', "mute: position papers"),
        ("less 「推荐系统的」", "less: 推荐系统的"),
    ],
)
def test_words_in_quotes_mean_themselves(text, meant):
    assert read(text) == meant


def test_no_term_of_the_field_is_taken_for_a_sentence():
    terms: list[str] = []
    for chinese, english in load_glossary().items():
        terms += [chinese, *english]
    listed = ("/", "+", "=")
    read_otherwise = []
    for term in terms:
        if not any(mark in term for mark in listed) and read(term) != f"add: {term}":
            read_otherwise.append(term)

    assert len(terms) > 1_000
    assert read_otherwise == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("最近邻搜索", "add: 最近邻搜索"),
        ("对比学习", "add: 对比学习"),
        ("不确定性估计", "add: 不确定性估计"),
        ("自我改进", "add: 自我改进"),
        ("别名分析", "add: 别名分析"),
        ("推荐系统", "add: 推荐系统"),
        ("多看点云", "more: 点云"),
        ("跨领域的论文", "add: 跨领域"),
        ("hate speech detection", "add: hate speech detection"),
        ("no-reference image quality", "add: no-reference image quality"),
        ("hide and seek", "add: hide and seek"),
        ("scientific papers", "add: scientific papers"),
        ("attention is all you need", "add: attention is all you need"),
        ("Kaiming He", "add: Kaiming He"),
    ],
)
def test_topics_that_begin_or_end_as_sentences_do(text, meant):
    assert read(text) == meant
