"""A chat's interests: what is understood, shown and changed, by whom, and what a file brings."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

import pytest

from bot.chat.actions import LONGEST, Action, Verb, read_action, write_action
from bot.chat.audience import Audience
from bot.chat.commands import answer, press, take_file
from bot.chat.libraries import Upload
from bot.chat.steering import MOST_ASKED, MOST_PAPERS
from bot.chat.targets import Change, Field
from bot.chat.views.interests import key_of, page_name, page_number
from core.chats import ChatKey
from core.interests.interest import Interest, Kind, Vote
from core.models import Paper
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock
from tests.libraries import bib
from tests.world import DATE, busy_day, world

CHAT = ChatKey("telegram", "7")


class Talks:
    """Somebody talks with the app, an admin unless it is said otherwise."""

    def __init__(self, place, app, clock):
        self.place, self.app, self.clock = place, app, clock
        self.notices = []

    async def request(self, key=CHAT, *, admin=True):
        self.clock.pass_(minutes=2)  # nobody asks too fast

        async def may(audience):
            return audience is Audience.EVERYONE or (audience is Audience.ADMINS and admin)

        async def notify(view):
            self.notices += said(view)

        desk = self.app.office.desk
        return await desk.request(key, notify, may, delivers=True, person="7", own=CHAT)

    async def view(self, line, **who):
        return await answer(self.app.office, await self.request(**who), f"/interests {line}")

    async def lines(self, line="", **who):
        return "\n".join(said(await self.view(line, **who)))

    async def press(self, action, **who):
        view = await press(self.app.office, await self.request(**who), action)
        return "\n".join(said(view))

    async def send(self, content, name="mine.bib", **who):
        async def read(most):
            return content if len(content) <= most else None

        upload = Upload(name=name, size=len(content), read=read)
        view = await take_file(self.app.office, await self.request(**who), upload)
        return "\n".join(said(view))

    async def stored(self):
        return await self.app.storage.interests.of(CHAT)

    async def weights(self):
        return {each.value: each.weight for each in await self.stored()}


@asynccontextmanager
async def talks(folder, *, use_model=False, **model):
    clock = StandingClock(2026, 2, 5, 12)
    async with (
        world(folder, {DATE: busy_day(2)}, {}, **model) as place,
        place.app(use_model=use_model, clock=clock, paperboy_languages="en,zh") as app,
    ):
        yield Talks(place, app, clock)


@pytest.fixture
async def talk(tmp_path):
    async with talks(tmp_path) as talk:
        yield talk


async def test_what_was_understood_is_shown_kind_by_kind(talk):
    told = await talk.lines("世界模型, +retrieval -video, author Yann LeCun, lab DeepSeek")

    assert told.splitlines()[:3] == [
        "Words: 世界模型 (world model), retrieval, video · less of it",
        "Authors: Yann LeCun",
        "Labs: DeepSeek",
    ]
    panel = await talk.lines()
    for part in ("• 世界模型 (world model)", "• video · less of it", "• Yann LeCun"):
        assert part in panel


async def test_a_word_of_which_nothing_is_known_is_said_with_the_way(talk):
    told = await talk.lines("量子纠缠鸭")

    assert "No English is known for “" in told
    assert "=…" in told
    assert "量子纠缠鸭 (entangled duck)" in await talk.lines("量子纠缠鸭=entangled duck")
    assert (await talk.stored())[0].english == ("entangled duck",)
    # Said once more without English, it keeps what it has.
    assert "entangled duck" in await talk.lines("more 量子纠缠鸭")
    assert "No paper here has it so far: zzyxology" in await talk.lines("zzyxology")


async def test_keywords_beside_chinese_texts_tell_the_english(talk):
    papers = [
        Paper(
            id=f"2401.0000{n}",
            title=f"Paper {n}",
            abstract="关于量子纠缠鸭的研究",
            ai_keywords=("entangled ducks", f"other {n}"),
        )
        for n in range(4)
    ]
    await talk.app.storage.papers.save(papers)

    assert "量子纠缠鸭 (entangled ducks)" in await talk.lines("量子纠缠鸭")


async def test_the_model_is_asked_once_and_what_it_says_can_be_changed(tmp_path):
    told = json.dumps({"english": ["entangled duck", "纠缠", "quantum duck"]})
    async with talks(tmp_path, use_model=True, answer=lambda body: told) as talk:
        assert "(entangled duck, quantum duck)" in await talk.lines("量子纠缠鸭")
        asked = len(talk.place.model.prompts)
        spent = await talk.app.storage.spending.spent(talk.clock.now().date())
        await talk.lines("more 量子纠缠鸭")
        await talk.lines("世界模型, agents, 量子纠缠鸭")

        assert asked == 1
        assert spent.calls == 1
        assert len(talk.place.model.prompts) == asked
        assert "(duck)" in await talk.lines("量子纠缠鸭=duck")


async def test_of_what_a_model_says_only_terms_are_kept(tmp_path):
    words = ["https://evil.example/a", "@everyone", "/forget all", "the", "a", "12", "Duck", "duck"]
    words += ["3D", "GPT-4.1", "Bézier curve"]
    told = json.dumps({"english": words})
    async with talks(tmp_path, use_model=True, answer=lambda body: told) as talk:
        await talk.lines("量子纠缠鸭")

        assert (await talk.stored())[0].english == ("Duck", "3D", "GPT-4.1", "Bézier curve")


async def test_weights_go_up_and_down_by_buttons_and_words(talk):
    await talk.lines("retrieval")
    key = key_of(Interest(kind=Kind.WORDS, value="Retrieval"))
    more, less = (Action(Verb.INTEREST, Change(key, way)) for way in ("more", "less"))

    for expected in (2.0, 4.0, 4.0):
        await talk.press(more)
        assert await talk.weights() == {"retrieval": expected}
    for expected in (2.0, 1.0, 0.5, -1.0, -1.0):
        await talk.press(less)
        assert await talk.weights() == {"retrieval": expected}
    await talk.lines("more retrieval")
    assert await talk.weights() == {"retrieval": 0.5}
    await talk.lines("less video, more agents")
    assert await talk.weights() == {"retrieval": 0.5, "video": -1.0, "agents": 2.0}


async def test_old_buttons_are_answered_in_one_sentence(talk):
    await talk.lines("retrieval")
    key = key_of((await talk.stored())[0])
    await talk.lines("remove Retrieval")
    stale = "This button no longer works. Send /today for the newest list."

    for action in (
        Action(Verb.INTERESTS, Field(key)),
        *(Action(Verb.INTEREST, Change(key, way)) for way in ("more", "remove", "mute", "dance")),
    ):
        assert await talk.press(action) == stale


async def test_members_look_and_change_nothing(talk):
    await talk.lines("retrieval")
    key = key_of((await talk.stored())[0])

    assert "retrieval" in await talk.lines(admin=False)
    assert "paperboy" not in await talk.lines("export", admin=False)
    assert "retrieval" in await talk.press(Action(Verb.INTERESTS, Field(key)), admin=False)
    for refused in (
        await talk.lines("agents", admin=False),
        await talk.lines("forget yes", admin=False),
        await talk.lines("reset yes", admin=False),
        await talk.lines("mute video", admin=False),
        await talk.press(Action(Verb.INTEREST, Change(key, "remove")), admin=False),
        await talk.send(bib(), admin=False),
    ):
        assert refused.startswith("Only admins can change what this group is interested in.")
    assert await talk.weights() == {"retrieval": 1.0}


async def test_muted_words_are_those_of_the_settings(talk):
    await talk.lines("video")
    key = key_of((await talk.stored())[0])
    await talk.press(Action(Verb.INTEREST, Change(key, "mute")))
    await talk.lines("mute 3D")

    assert (await talk.app.storage.chats.get(CHAT)).settings.mute == ("video", "3D")
    assert await talk.stored() == []
    assert "Never listed: video, 3D" in await talk.lines()
    assert "May be listed again: Video" in await talk.lines("unmute Video")
    assert "May be listed again: 3D" in await talk.lines("remove 3D")
    assert (await talk.app.storage.chats.get(CHAT)).settings.mute == ()


async def test_what_is_muted_is_no_interest_and_what_is_wanted_is_not_muted(talk):
    await talk.lines("retrieval, 世界模型")

    told = await talk.lines("no more retrieval")
    assert told.startswith("Never listed from now on: retrieval")
    assert await talk.weights() == {"世界模型": 1.0}
    told = await talk.lines("Retrieval")
    assert "Words: Retrieval" in told
    assert "May be listed again: Retrieval" in told
    assert (await talk.app.storage.chats.get(CHAT)).settings.mute == ()
    await talk.lines("mute video")
    await talk.lines("less video")
    assert (await talk.app.storage.chats.get(CHAT)).settings.mute == ("video",)


async def test_muted_words_have_a_page_and_a_button_each_that_lists_them_again(talk):
    await talk.lines("mute video, 3D")
    await talk.lines("屏蔽世界模型")
    panel = await talk.view("")
    pressed = [row[0].action for row in panel.buttons if row[0].label == "Never listed …"]
    assert pressed == [Action(Verb.INTERESTS, Field("muted"))]

    page = await press(talk.app.office, await talk.request(admin=False), pressed[0])
    labels = [button.label for row in page.buttons for button in row]
    assert labels == [
        "List again: video", "List again: 3D", "List again: 世界模型", "List again: world model",
        "‹ Interests",
    ]  # fmt: skip
    unmute = {button.label: button.action for row in page.buttons for button in row}
    refused = await talk.press(unmute["List again: video"], admin=False)
    assert refused.startswith("Only admins can change what this group is interested in.")
    assert "Never listed: 3D, 世界模型, world model" in await talk.press(
        unmute["List again: video"]
    )
    # What is listed again by its Chinese name is so by its English one.
    assert await talk.press(unmute["List again: 世界模型"]) == (
        "Never listed: 3D\nA press lists papers with that word again."
    )
    stale = "This button no longer works. Send /today for the newest list."
    assert await talk.press(unmute["List again: video"]) == stale
    await talk.press(unmute["List again: 3D"])
    assert (await talk.app.storage.chats.get(CHAT)).settings.mute == ()
    text = write_action(unmute["List again: video"])
    assert len(text.encode()) <= min(LONGEST, 64)
    assert read_action(text) == unmute["List again: video"]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("follow Kaiming He and Saining Xie", {"Kaiming He": "author", "Saining Xie": "author"}),
        ("关注 Kaiming He 和 Saining Xie", {"Kaiming He": "author", "Saining Xie": "author"}),
        ("Saining Xie", {"Saining Xie": "author"}),
        ("follow OpenAI, Anthropic", {"OpenAI": "lab", "Anthropic": "lab"}),
        ("谷歌的论文多推一点", {"谷歌": "lab"}),
        ("北大和清华的文章多来点", {"北大": "lab", "清华": "lab"}),
        ("follow Vision Transformers", {"Vision Transformers": "words"}),
        ("follow Gaussian Splatting", {"Gaussian Splatting": "words"}),
        ("Kaiming Xu", {"Kaiming Xu": "words"}),
        ("DeepSeek", {"DeepSeek": "words"}),
        ("robotics papers", {"robotics": "words"}),
        ("作者 何恺明=Kaiming He", {"何恺明": "author"}),
    ],
)
async def test_who_is_followed_is_an_author_or_a_lab(talk, line, kinds):
    paper = Paper(
        id="2401.00001",
        title="Vision Transformers for Everything",
        abstract="We study robots.",
        authors=("Saining Xie", "Li Fei-Fei"),
    )
    await talk.app.storage.papers.save([paper])

    await talk.lines(line)

    assert {each.value: each.kind for each in await talk.stored()} == kinds


async def test_english_is_muted_as_far_as_there_is_room(talk):
    await talk.lines("mute " + ", ".join(f"word{n}" for n in range(18)))
    told = await talk.lines("屏蔽世界模型，视频生成")
    assert told.startswith("Never listed from now on: 世界模型, 视频生成")
    muted = (await talk.app.storage.chats.get(CHAT)).settings.mute
    assert len(muted) == 20
    assert {"世界模型", "视频生成"} <= set(muted)


async def test_what_nobody_is_interested_in_goes_or_counts_less(talk):
    await talk.lines("video")

    assert (await talk.lines("not interested in video")).startswith("Removed: video")
    assert (await talk.lines("我对视频不感兴趣")).startswith("Words: 视频 (video) · less of it")
    assert await talk.weights() == {"视频": -1.0}


async def test_names_and_muted_words_without_english_are_told_with_the_way(talk):
    assert "/interests author 何恺明=…" in await talk.lines("作者 何恺明")
    told = await talk.lines("别再推荐量子纠缠鸭了")
    assert "none is known for “量子纠缠鸭”" in told
    assert (await talk.app.storage.chats.get(CHAT)).settings.mute == ("量子纠缠鸭",)
    told = await talk.lines("I only care about video")
    assert told.startswith("I cannot make out what “I only care about video” asks for.")


async def test_topics_said_in_one_breath_are_several(talk):
    assert (await talk.lines("我想看世界模型和具身智能")).startswith(
        "Words: 世界模型 (world model), 具身智能"
    )
    await talk.lines("不想看世界模型和具身智能")
    assert await talk.stored() == []
    # Titles are English: with the words goes what they are called there.
    muted = (await talk.app.storage.chats.get(CHAT)).settings.mute
    assert set(muted) == {"世界模型", "world model", "具身智能", "embodied AI"}
    told = await talk.lines("取消屏蔽世界模型")
    assert told.startswith("May be listed again: 世界模型, world model")
    muted = (await talk.app.storage.chats.get(CHAT)).settings.mute
    assert muted == ("具身智能", "embodied AI")


async def test_what_is_said_twice_is_told_once_and_the_last_counts(talk):
    assert "Words: agents · more" in await talk.lines("agents; more agents")


async def test_who_asks_what_counts_sees_it_and_adds_nothing(talk):
    await talk.lines("retrieval")
    for line in ("help", "list", "我的兴趣"):
        assert "• retrieval" in await talk.lines(line)
    assert await talk.weights() == {"retrieval": 1.0}


async def test_reset_keeps_votes_and_forget_keeps_nothing(talk):
    vote = Vote(paper_id="2401.00001", person="7", up=True, at=talk.clock.now())
    await talk.app.storage.interests.vote(CHAT, vote)
    await talk.lines("retrieval")

    assert "Really?" in await talk.lines("reset")
    assert await talk.lines("reset no") == "Everything stays as it is."
    await talk.lines("reset yes")
    assert await talk.stored() == []
    assert "Votes: 👍 1 · 👎 0" in await talk.lines()
    assert "All interests and 1 vote" in await talk.lines("forget")
    await talk.lines("forget yes")
    assert await talk.app.storage.interests.votes(CHAT) == []
    assert await talk.lines("forget") == "Nothing counts yet."
    await talk.lines("retrieval")
    assert "All interests and letters would be gone" in await talk.lines("forget")


async def test_votes_go_out_without_persons_and_come_back_as_papers(talk):
    interests = talk.app.storage.interests
    for paper, person, up in (
        ("2401.00001", "7", True),
        ("2401.00001", "8", True),
        ("2401.00001", "9", False),
        ("2401.00002", "7", False),
        ("2401.00003", "7", True),
        ("2401.00003", "8", False),
    ):
        at = talk.clock.now()
        await interests.vote(CHAT, Vote(paper_id=paper, person=person, up=up, at=at))
    exported = await talk.view("export")
    content = exported.enclosed.text.encode()
    assert b"person" not in content

    # Where the votes still are, nothing counts twice.
    await talk.send(content, "paperboy-interests.json")
    assert await talk.weights() == {}
    await talk.lines("forget yes")
    told = await talk.send(content, "paperboy-interests.json")
    assert "2401.00002 · less of it" in told
    assert await talk.weights() == {"2401.00001": 1.0, "2401.00002": -1.0}
    assert await interests.votes(CHAT) == []


async def test_a_newcomer_sees_what_it_is_for_and_a_way_to_begin(talk):
    view = await talk.view("")

    assert "each list then marks what fits" in "\n".join(said(view))
    first = view.buttons[0][0]
    assert first.label == "+ world model, agent memory"
    await talk.press(first.action)
    assert await talk.weights() == {"world model": 1.0, "agent memory": 1.0}


async def test_papers_are_looked_up_and_shown_by_their_titles(talk):
    for n in range(150):
        paper = Paper(id=f"2401.{n:05}", title=f"Title {n}", abstract="An abstract.")
        talk.place.arxiv.papers[paper.id] = paper

    told = await talk.lines(" ".join(f"2401.{n:05}" for n in range(150)))

    assert told.startswith("Papers: Title 0, Title 1")
    assert sum(each.path == "/api/query" for each in talk.place.arxiv.log) == 2
    assert talk.notices[0] == "Looking up papers on arXiv: 0 of 150 …"
    stored = await talk.app.storage.papers.get("2401.00149")
    assert (stored.title, stored.abstract) == ("Title 149", "An abstract.")
    before = len(talk.place.arxiv.log)
    await talk.lines("2401.00003")
    assert len(talk.place.arxiv.log) == before


async def test_a_papers_title_is_shown_as_people_read_it(talk):
    title = (
        r"$\mathcal{O}(n\log n)$ Attention  with"
        + "\n"
        + r"$\ell_2$ Norms of Considerable Length Indeed"
    )
    talk.place.arxiv.papers["2401.00001"] = Paper(
        id="2401.00001", title=title, abstract="Abstract."
    )

    told = await talk.lines("2401.00001")

    assert told.startswith("Papers: O(n log n) Attention with ℓ₂ Norms of Considerable Length…")
    assert "• O(n log n) Attention with ℓ₂ Norms" in await talk.lines("")
    (button,) = [b for row in (await talk.view("")).buttons for b in row if "log" in b.label]
    assert button.label == "O(n log n) Attention…"


async def test_arxiv_out_of_reach_costs_no_interest(talk):
    talk.place.arxiv.fail_always("api", "404")

    told = await talk.lines("2401.00001")

    assert "1 paper could not be looked up now." in told
    assert await talk.weights() == {"2401.00001": 1.0}


async def test_references_without_an_id_are_found_by_their_titles(talk):
    paper = Paper(id="2401.00001", title="Attention Is All You Need: A “Café” Study")
    await talk.app.storage.papers.save([paper])
    text = "@article{a, title={{Attention} is all you need --- a caf{\\'e} study}, year=2017}"

    told = await talk.send(text.encode())

    assert told.splitlines()[0].startswith("arXiv papers in mine.")
    assert "1 was found by its title" in told
    assert await talk.weights() == {"2401.00001": 1.0}


async def test_the_newest_papers_of_a_large_library_stay(talk):
    entries = [f"@misc{{a{n}, eprint={{24{n % 12 + 1:02}.{n:05}}}}}" for n in range(400)]

    told = await talk.send("\n".join(entries).encode())

    assert "100 papers too many were left out" in told
    values = [each.value for each in await talk.stored()]
    assert len(values) == MOST_PAPERS
    assert min(values) >= "2403"


async def test_one_file_at_a_time_or_two_it_is_the_same(talk):
    await asyncio.gather(talk.send(bib()), talk.send(bib(2)))

    assert len(await talk.stored()) == 120


async def test_too_many_words_are_refused_whole(talk):
    for start in range(0, MOST_ASKED, 25):
        await talk.lines(", ".join(f"word{n}" for n in range(start, start + 25)))

    assert "A chat can have 100 words" in await talk.lines("another, and more")
    assert len(await talk.stored()) == MOST_ASKED
    assert "Words: word1 · more" in await talk.lines("more word1")


def test_the_longest_phrase_fits_a_button():
    interest = Interest(kind=Kind.WORDS, value="世" * 100)
    for action in (
        Action(Verb.INTERESTS, Field(key_of(interest))),
        Action(Verb.INTEREST, Change(key_of(interest), "remove")),
    ):
        text = write_action(action)
        assert len(text.encode()) <= min(LONGEST, 64)
        assert read_action(text) == action


def test_pages_have_names():
    for number in (1, 2, 26, 27, 50, 702, 703):
        assert page_number(page_name(number)) == number
    assert page_number("all") == 1
    for name in ("page", "page1", "pageaaaa", "pagé", "abcdefghij", ""):
        assert page_number(name) is None
