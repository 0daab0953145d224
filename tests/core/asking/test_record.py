"""What a paper's own record tells is known by the question, and nothing more than that."""

from __future__ import annotations

import pytest

from core.asking.record import ALONE, Topic, topics
from tests.spoken import LANGUAGES

ASKED = {
    Topic.IDEA: (
        *(
            "main idea",
            "what is the main idea?",
            "what's this about",
            "TL;DR",
            "whats the gist of it",
        ),
        *(
            "Could you summarize this paper, please?",
            "What does this paper do?",
            "key contribution?",
        ),
        *(
            "核心思想是什么",
            "主要讲了什么",
            "讲了啥",
            "这篇论文的核心思想是什么？",
            "請問這篇論文講了什麼",
            "主要貢獻是什麼",
        ),
        *("一句话总结一下", "主要贡献有哪些", "它是讲什么的"),
        *("通俗解释一下", "用大白话讲讲这篇论文", "说人话", "它解决了什么问题？", "创新点在哪"),
        *("Explain it like I'm five", "what problem does it solve?", "What's new here?", "eli5"),
        *("take-home message?", "what's the bottom line", "novelty"),
    ),
    Topic.AUTHORS: (
        *("who wrote this", "authors?", "Who are the authors of this paper?", "written by whom?"),
        *("作者是谁", "谁写的", "作者都有谁呀", "這篇論文是誰寫的", "请问作者是谁？谢谢"),
    ),
    Topic.FIRST_AUTHOR: (
        *("who is the first author", "1st author?", "lead author", "Who's the first author of it?"),
        *("第一作者是谁", "一作是谁", "谁是这篇文章的一作", "第一作者叫什么名字"),
    ),
    Topic.LAST_AUTHOR: ("last author?", "who is the senior author", "最后一位作者是谁", "末位作者"),
    Topic.CORRESPONDING: (
        *("corresponding author", "Who is the corresponding author?", "通讯作者", "通信作者是谁"),
        *("谁是通讯作者啊", "contact author?"),
    ),
    Topic.INSTITUTION: (
        *("which lab is this from?", "affiliations?", "Where are the authors from?"),
        *("which university", "哪个机构的", "哪个大学做的", "作者单位是什么", "这是哪家公司的"),
    ),
    Topic.PUBLISHED: (
        *("when was it published", "publication date?", "what year was this paper published"),
        *("发表时间", "什么时候发的", "啥时候发表的呀", "哪年的论文"),
    ),
    Topic.CODE: (
        *("code link?", "is there code", "Is the code open source?", "github?", "where's the repo"),
        *(
            "有代码吗",
            "有程式碼嗎",
            "代碼連結",
            "代码开源了吗",
            "源码在哪",
            "有没有 code",
            "项目主页",
        ),
    ),
    Topic.DOWNLOAD: (
        *(
            "where can I download it?",
            "pdf link",
            "link to the paper",
            "哪里下载",
            "怎么下载这篇论文",
        ),
        *("原文链接", "有 PDF 吗"),
    ),
}


@pytest.mark.parametrize(
    ("topic", "question"), [(topic, each) for topic, several in ASKED.items() for each in several]
)
def test_what_the_record_tells_is_known(topic: Topic, question: str) -> None:
    assert topics(question, LANGUAGES) == (topic,)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("authors and affiliations?", (Topic.AUTHORS, Topic.INSTITUTION)),
        ("who wrote it and when was it published?", (Topic.AUTHORS, Topic.PUBLISHED)),
        ("谁写的，有代码吗？", (Topic.AUTHORS, Topic.CODE)),
        ("作者、机构和发表时间", (Topic.AUTHORS, Topic.INSTITUTION, Topic.PUBLISHED)),
        ("Code? Where is the repo?", (Topic.CODE,)),
    ],
)
def test_several_things_are_told_apart(question: str, asked: tuple[Topic, ...]) -> None:
    assert topics(question, LANGUAGES) == asked


@pytest.mark.parametrize(
    "question",
    [
        *(
            "who wrote the annotation guidelines",
            "first author of the baseline",
            "who annotated it",
        ),
        *(
            "main idea of the ablation in table 3",
            "what is the main idea of attention",
            "main results",
        ),
        *("contributions of each module", "summarize section 3", "what does it do with images"),
        *(
            "what code generation benchmark",
            "code length",
            "is the data available",
            "who released it",
        ),
        *("where can I download the dataset", "when was the dataset published", "which lab ran it"),
        *(
            "when was the model trained",
            "what date range does the data cover",
            "author attribution",
        ),
        *("how many authors annotated", "which institution funded it", "authors and data sets?"),
        *("谁写的标注指南", "数据集的作者是谁", "表3消融的核心思想是什么", "主要讲了什么数据集"),
        *("代码生成基准是什么", "代码用什么语言写的", "数据集哪里下载", "模型开源吗", "训练时间"),
        *(
            "哪个机构资助的",
            "每个模块的贡献",
            "作者认为原因是什么",
            "这个方法什么时候失效",
            "主要结果",
        ),
        *(
            "who?",
            "谁",
            "what",
            "什么",
            "when?",
            "where?",
            "why?",
            "哪里",
            "it",
            "这篇论文",
            "",
            "?!",
        ),
        "main idea " * 50,
    ],
)
def test_whoever_asks_for_more_is_answered_by_the_search(question: str) -> None:
    assert topics(question, LANGUAGES) == ()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("who wrote it?", ()),
        ("它讲了什么", ()),
        ("这个是谁写的", ()),
        ("who wrote this paper?", (Topic.AUTHORS,)),
        ("作者是谁", (Topic.AUTHORS,)),
        ("这篇论文讲了什么", (Topic.IDEA,)),
    ],
)
def test_after_another_question_it_may_be_something_else(
    question: str, asked: tuple[Topic, ...]
) -> None:
    assert topics(question, LANGUAGES, follows=True) == asked


@pytest.mark.parametrize("topic", Topic)
def test_each_topic_can_be_asked_for_alone(topic: Topic) -> None:
    assert topics(ALONE[topic], LANGUAGES) == (topic,)


def test_no_phrase_is_of_two_topics() -> None:
    wrong = [
        (phrase, topic)
        for language in LANGUAGES.values()
        for topic in Topic
        for phrase in language.questions.record[topic]
        if topics(phrase, LANGUAGES) != (topic,)
    ]

    assert wrong == []
