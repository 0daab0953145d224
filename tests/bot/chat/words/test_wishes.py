"""What people write of their interests, in both languages, and how it is understood."""

from __future__ import annotations

import pytest

from bot.chat.words.wishes import LONGEST, MOST, Whole, parse_wishes
from core.errors import KeywordsTooMany, KeywordTooLong, SettingInvalid


def read(text):
    """The wishes, a line each: what is to be done, of which kind, with what."""
    said = parse_wishes(text)
    assert said.whole is None
    lines = []
    for wish in said.wishes:
        kind = f" {wish.kind}" if wish.kind else ""
        english = f" = {' / '.join(wish.english)}" if wish.english else ""
        lines.append(f"{wish.deed}{kind}: {wish.value}{english}")
    return "; ".join(lines)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("世界模型, agent memory", "add: 世界模型; add: agent memory"),
        ("世界模型，智能体；检索", "add: 世界模型; add: 智能体; add: 检索"),
        ("扩散模型 视频", "add: 扩散模型; add: 视频"),
        ("+retrieval -video", "add: retrieval; less: video"),
        ("+检索 -视频", "add: 检索; less: 视频"),
        ("＋检索，－视频", "add: 检索; less: 视频"),
        ("＋检索－视频", "add: 检索; less: 视频"),
        ("+检索-视频", "add: 检索; less: 视频"),
        ("－视频＋agents－3D", "less: 视频; add: agents－3D"),
        ("＋agents－video", "add: agents; less: video"),
        ("-text-to-image+检索", "less: text-to-image+检索"),
        ("检索－视频", "add: 检索－视频"),
        ("-3D", "less: 3D"),
        ("+a b, c", "add: a b; add: c"),
        ("-video, agents", "less: video; add: agents"),
        ("GPT-4, long-context", "add: GPT-4; add: long-context"),
        ("- agents\n- memory", "add: agents; add: memory"),
        ("author Yann LeCun", "add author: Yann LeCun"),
        ("author: Yann LeCun, Kaiming He", "add author: Yann LeCun; add author: Kaiming He"),
        ("作者 何恺明", "add author: 何恺明"),
        ("作者：何恺明、杨立昆", "add author: 何恺明; add author: 杨立昆"),
        ("papers by Yann LeCun", "add author: Yann LeCun"),
        ("lab DeepSeek", "add lab: DeepSeek"),
        ("机构 智谱", "add lab: 智谱"),
        ("实验室：上海人工智能实验室", "add lab: 上海人工智能实验室"),
        ("author Yann LeCun, lab Meta", "add author: Yann LeCun; add lab: Meta"),
        ("https://arxiv.org/abs/2401.00001", "add paper: 2401.00001"),
        ("2401.00001 2401.00002", "add paper: 2401.00001; add paper: 2401.00002"),
        ("hep-th/9901001", "add paper: hep-th/9901001"),
        ("论文 2401.00001", "add paper: 2401.00001"),
        ("doi:10.48550/arXiv.2401.00001, agents", "add paper: 2401.00001; add: agents"),
        ("remove agents", "remove: agents"),
        ("delete agents, memory", "remove: agents; remove: memory"),
        ("forget agents", "remove: agents"),
        ("remove author Yann LeCun", "remove author: Yann LeCun"),
        ("remove https://arxiv.org/abs/2401.00001", "remove paper: 2401.00001"),
        ("删除 agents", "remove: agents"),
        ("删除智能体", "remove: 智能体"),
        ("把视频删掉", "remove: 视频"),
        ("将视频生成移除", "remove: 视频生成"),
        ("取消关注智能体", "remove: 智能体"),
        ("取消世界模型", "remove: 世界模型"),
        ("我对大语言模型的推理感兴趣", "add: 大语言模型的推理"),
        ("我对视频生成不感兴趣", "unwanted: 视频生成"),
        ("少看一点视频", "less: 视频"),
        ("多看些检索", "more: 检索"),
        ("C++, C#, .NET", "add: C++; add: C#; add: .NET"),
        ("I don't want to see video generation", "mute: video generation"),
        ("mute video", "mute: video"),
        ("屏蔽视频", "mute: 视频"),
        ("不看视频生成", "mute: 视频生成"),
        ("不想看视频", "mute: 视频"),
        ("no more video", "mute: video"),
        ("取消屏蔽视频", "unmute: 视频"),
        ("unmute video", "unmute: video"),
        ("more agents, less video, remove 3D", "more: agents; less: video; remove: 3D"),
        ("少看视频生成、多看智能体", "less: 视频生成; more: 智能体"),
        ("多来点强化学习", "more: 强化学习"),
        ("more papers on agents", "more: agents"),
        ("fewer papers about video", "less: video"),
        ("Add Agents", "add: Agents"),
        ("加 强化学习", "add: 强化学习"),
        ("关注具身智能", "add: 具身智能"),
        ("我想看强化学习", "add: 强化学习"),
        ("i'm interested in protein folding", "add: protein folding"),
        ("not interested in video", "unwanted: video"),
        ("具身=embodied", "add: 具身 = embodied"),
        ("具身 ＝ embodied AI / embodied agents，视频", "add: 具身 = embodied AI / embodied agents; add: 视频"),
        ("RLHF/DPO", "add: RLHF/DPO"),
        ("agents / retrieval", "add: agents; add: retrieval"),
        ('"agent, RAG" diffusion', "add: agent, RAG; add: diffusion"),
        # Words that begin as verbs or kinds do, and are neither.
        ("加密", "add: 加密"),
        ("少样本学习", "add: 少样本学习"),
        ("主题模型", "add: 主题模型"),
        ("word embeddings", "add: word embeddings"),
        ("topic modelling", "add: topic modelling"),
        ("关键词: 检索", "add words: 检索"),
        ("agents, Agents", "add: agents"),
    ],
)  # fmt: skip
def test_wishes(text, meant):
    assert read(text) == meant


@pytest.mark.parametrize(
    ("text", "whole", "sure"),
    [
        ("reset", Whole.RESET, None),
        ("Reset!", Whole.RESET, None),
        ("重置", Whole.RESET, None),
        ("清空", Whole.RESET, None),
        ("remove all", Whole.RESET, None),
        ("reset yes", Whole.RESET, True),
        ("reset no", Whole.RESET, False),
        ("forget", Whole.FORGET, None),
        ("忘掉", Whole.FORGET, None),
        ("forget yes", Whole.FORGET, True),
        ("export", Whole.EXPORT, None),
        ("导出", Whole.EXPORT, None),
        ("import", Whole.IMPORT, None),
        ("导入", Whole.IMPORT, None),
    ],
)
def test_all_of_them(text, whole, sure):
    said = parse_wishes(text)

    assert (said.whole, said.sure, said.wishes) == (whole, sure, ())


def test_what_is_refused():
    for nothing in (",,", "+", "…", "author", "remove"):
        with pytest.raises(SettingInvalid):
            parse_wishes(nothing)
    with pytest.raises(KeywordTooLong):
        parse_wishes("x" * (LONGEST + 1))
    with pytest.raises(KeywordTooLong):
        parse_wishes("x, " * 10_000)
    with pytest.raises(KeywordsTooMany):
        parse_wishes(", ".join(f"word {number}" for number in range(MOST + 1)))


@pytest.mark.parametrize("text", ["help", "List", "帮助", "我的兴趣", "查看", "what counts?"])
def test_who_asks_to_see_them_names_none(text):
    assert parse_wishes(text).whole is Whole.SHOW


@pytest.mark.parametrize("text", ["2", "1 2 3", "off", "Stop", "关闭", "好。"])
def test_numbers_and_words_of_other_commands_are_no_interests(text):
    with pytest.raises(SettingInvalid):
        parse_wishes(text)
