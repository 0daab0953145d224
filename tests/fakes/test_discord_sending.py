"""Messages, threads and permissions, through the real library."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from discord import AllowedMentions, Embed, File, HTTPException, Permissions, RateLimited, ui
from discord.http import Route

from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import Client, running
from tests.fakes.discord_limits import CROSSPOST
from tests.fakes.discord_rights import MEMBER, Right
from tests.fakes.discord_state import Channel


def channel_of(discord: FakeDiscord, **options: Any) -> Channel:
    channel = discord.guild(discord.user("Ann"), **options).system_channel
    assert channel
    return channel


async def refused(act: Awaitable[Any]) -> tuple[int, int]:
    """The status and code that it is refused with."""
    with pytest.raises(HTTPException) as error:
        await act
    return error.value.status, error.value.code


async def test_send_edit_fetch_delete(discord: FakeDiscord, client: Client) -> None:
    channel = channel_of(discord)
    sender = client.get_partial_messageable(channel.id)
    sent = await sender.send(
        "a", embed=Embed(title="t").set_footer(text="f"), file=File(io.BytesIO(b"xy"), "x.txt")
    )
    await sent.edit(content="b")
    fetched = await sender.fetch_message(sent.id)
    await sent.delete()

    (message,) = discord.messages(channel)
    assert (message.text, message.edits[0].content, message.deleted) == ("b\nt\nf", "a", True)
    assert (fetched.content, fetched.embeds[0].title, fetched.attachments[0].size) == ("b", "t", 2)
    assert await refused(sender.fetch_message(sent.id)) == (404, 10008)
    assert await refused(sent.edit(content="c")) == (404, 10008)


async def test_a_nonce_is_recognized_for_some_minutes_in_its_channel() -> None:
    async with FakeDiscord(limits=None, speed=1000) as discord, running(discord) as client:
        one, other = channel_of(discord), channel_of(discord)
        send = client.get_partial_messageable(one.id).send
        first, second = await send("a", nonce="n"), await send("b", nonce="n")
        elsewhere = await client.get_partial_messageable(other.id).send("c", nonce="n")
        assert (first.id, second.content) == (second.id, "a")
        assert elsewhere.id != first.id
        assert discord.recognized == 1

        await discord.wait_for(lambda: discord.rates.now() - discord.sent[0].at * 1000 > 181)
        assert (await send("d", nonce="n")).id != first.id
        assert await refused(send("e", nonce="x" * 26)) == (400, 50035)


@pytest.mark.parametrize(
    ("lost", "act", "refusal"),
    [
        (Right.VIEW_CHANNEL, lambda sender: sender.send("a"), (403, 50001)),
        (Right.SEND_MESSAGES, lambda sender: sender.send("a"), (403, 50013)),
        (Right.EMBED_LINKS, lambda sender: sender.send(embed=Embed(title="a")), (403, 50013)),
        (
            Right.ATTACH_FILES,
            lambda sender: sender.send(file=File(io.BytesIO(b"x"), "x")),
            (403, 50013),
        ),
        (Right.READ_MESSAGE_HISTORY, lambda sender: sender.fetch_message(1), (403, 50013)),
        (Right.CREATE_PUBLIC_THREADS, lambda sender: sender.create_thread(name="a"), (403, 50013)),
    ],
)
async def test_permissions(
    discord: FakeDiscord,
    client: Client,
    lost: Right,
    act: Callable[[Any], Awaitable[Any]],
    refusal: tuple[int, int],
) -> None:
    channel = channel_of(discord)
    sender: Any = await discord.wait_for(lambda: client.get_channel(channel.id))
    discord.deny(channel, lost)
    assert await refused(act(sender)) == refusal
    discord.allow(channel, lost)
    if lost is not Right.READ_MESSAGE_HISTORY:
        await act(sender)


async def test_channels_gone_and_guilds_left(discord: FakeDiscord, client: Client) -> None:
    gone, left = channel_of(discord), channel_of(discord)
    assert gone.guild
    assert left.guild
    discord.delete_channel(gone)
    discord.leave_guild(left.guild)
    assert await refused(client.get_partial_messageable(gone.id).send("a")) == (404, 10003)
    assert await refused(client.get_partial_messageable(left.id).send("a")) == (403, 50001)
    discord.join_guild(left.guild, Permissions.all().value)
    assert await client.get_partial_messageable(left.id).send("a")


async def test_threads(discord: FakeDiscord, client: Client) -> None:
    channel = channel_of(discord)
    text: Any = await discord.wait_for(lambda: client.get_channel(channel.id))
    message = await text.send("List")
    thread = await message.create_thread(name="Monday")
    inside = await thread.send("a")
    mine = discord.channels[thread.id]
    assert (thread.id, mine.parent, mine.name) == (message.id, channel, "Monday")
    assert [each.id for each in discord.messages(mine)] == [inside.id]
    assert await refused(message.create_thread(name="again")) == (400, 160004)

    discord.archive(mine)
    await thread.send("opens it again")
    assert not mine.archived
    discord.archive(mine, archived=True, locked=True)
    assert await refused(client.get_partial_messageable(mine.id).send("a")) == (403, 160005)
    discord.deny(channel, Right.SEND_MESSAGES)
    discord.archive(mine, archived=False)
    await thread.send("of a right of its own")
    discord.deny(channel, Right.SEND_MESSAGES_IN_THREADS)
    assert await refused(thread.send("a")) == (403, 50013)


async def test_forums_and_announcements(discord: FakeDiscord, client: Client) -> None:
    channel = channel_of(discord)
    assert channel.guild
    forum, news = discord.forum(channel.guild), discord.announcements(channel.guild)
    there: Any = await discord.wait_for(lambda: client.get_channel(forum.id))
    assert await refused(client.get_partial_messageable(forum.id).send("a")) == (400, 50008)
    post = await there.create_thread(name="Monday", content="List")
    assert [message.content for message in discord.messages(discord.channels[post.thread.id])] == [
        "List"
    ]
    await client.get_partial_messageable(discord.thread(forum, "theirs").id).send("b")

    announcing: Any = await discord.wait_for(lambda: client.get_channel(news.id))
    sent = await announcing.send("a")
    await (await sent.create_thread(name="talk")).send("b")
    assert (announcing.is_news(), discord.channels[sent.id].kind) == (True, 10)


async def test_posts_in_a_forum(discord: FakeDiscord, client: Client) -> None:
    channel = channel_of(discord)
    assert channel.guild
    forum = discord.forum(channel.guild)

    async def post(**body: Any) -> Any:
        said = {"name": "Monday", "message": {"content": "List", "nonce": "n"}} | body
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=forum.id)
        return await client.http.request(route, json=said)

    first, second = await post(), await post()
    assert first["id"] != second["id"]  # a nonce counts for nothing
    assert (first["message"]["id"], first["parent_id"]) == (first["id"], str(forum.id))
    for broken in ({"name": None}, {"name": "x" * 101}, {"message": None}):
        assert await refused(post(**broken)) == (400, 50035)

    shut = discord.tag(forum, "shut", moderated=True)
    open_ = discord.tag(forum, "open")
    assert await refused(post()) == (400, 40067)
    assert await refused(post(applied_tags=["1"])) == (400, 50035)
    assert await refused(post(applied_tags=[shut["id"]])) == (403, 50013)
    assert (await post(applied_tags=[open_["id"]]))["applied_tags"] == [open_["id"]]
    route = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=channel.guild.id)
    assert len((await client.http.request(route))["threads"]) == 3
    known: Any = await discord.wait_for(lambda: client.get_channel(forum.id))
    await discord.wait_for(lambda: known.flags.require_tag and len(known.available_tags) == 2)
    discord.deny(forum, Right.SEND_MESSAGES)
    assert await refused(post(applied_tags=[open_["id"]])) == (403, 50013)


async def test_what_is_published(discord: FakeDiscord, client: Client) -> None:
    channel = channel_of(discord)
    assert channel.guild
    news = discord.announcements(channel.guild)
    announcing: Any = await discord.wait_for(lambda: client.get_channel(news.id))
    sent = await announcing.send("a")
    await sent.publish()
    assert (await announcing.fetch_message(sent.id)).flags.crossposted
    assert await refused(sent.publish()) == (400, 40033)
    theirs = discord.say(news, channel.guild.owner, "b")
    assert await refused(announcing.get_partial_message(theirs.id).publish()) == (403, 50013)
    elsewhere = await client.get_partial_messageable(channel.id).send("a")
    assert await refused(elsewhere.publish()) == (400, 50024)


async def test_ten_messages_are_published_in_an_hour() -> None:
    hasty = Client(max_ratelimit_timeout=30.0)
    async with FakeDiscord() as discord, running(discord, hasty) as client:
        channel = channel_of(discord)
        assert channel.guild
        news = discord.announcements(channel.guild)

        async def publish() -> None:
            message = discord.store(news, discord.bot, content="a")
            # The library counts by route, and would not ask a second time.
            path = f"/channels/{news.id}/messages/{message.id}/crosspost"
            await client.http.request(Route("POST", path))

        for _ in range(10):
            await publish()
        with pytest.raises(RateLimited) as told:
            await publish()
        assert told.value.retry_after > 60
        assert [call.status for call in discord.calls(CROSSPOST)] == [*[200] * 10, 429]


@pytest.mark.parametrize(
    ("loud", "allowed", "told"),
    [
        (False, None, (False, 0, 1)),
        (True, None, (True, 1, 1)),
        (True, AllowedMentions.none(), (False, 0, 0)),
        (True, AllowedMentions(everyone=False, roles=True, users=False), (False, 1, 0)),
    ],
)
async def test_mentions(
    loud: bool, allowed: AllowedMentions | None, told: tuple[bool, int, int]
) -> None:
    async with (
        FakeDiscord(limits=None) as discord,
        running(discord, Client(allowed_mentions=allowed)) as client,
    ):
        channel = channel_of(discord, bot=MEMBER | (Right.MENTION_EVERYONE if loud else 0))
        assert channel.guild
        text = f"@everyone <@&{discord.role(channel.guild).id}> <@{channel.guild.owner.id}>"
        await client.get_partial_messageable(channel.id).send(text)
    mentions = discord.messages(channel)[0].mentions
    assert (
        mentions["mention_everyone"],
        len(mentions["mention_roles"]),
        len(mentions["mentions"]),
    ) == told


async def test_a_message_of_components_stays_one(discord: FakeDiscord, client: Client) -> None:
    channel = channel_of(discord)
    sender = client.get_partial_messageable(channel.id)
    view = ui.LayoutView().add_item(
        ui.Section(ui.TextDisplay("a"), accessory=ui.Thumbnail("https://example.org/a"))
    )
    sent = await sender.send(view=view)
    assert discord.messages(channel)[0].text == "a"
    assert (await sender.fetch_message(sent.id)).flags.components_v2
    assert await refused(sent.edit(content="b")) == (400, 50035)
    await sent.edit(suppress=False)  # other flags, which leave this one
    assert (await sender.fetch_message(sent.id)).flags.components_v2
    poll = {"question": {"text": "Which?"}, "answers": [{"poll_media": {"text": "This"}}]}
    body = {"flags": 1 << 15, "components": view.to_components(), "poll": poll}
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel.id)
    assert await refused(client.http.request(route, json=body)) == (400, 50035)
    assert await refused(sent.edit(view=None)) == (400, 50006)


async def test_replies_and_typing(discord: FakeDiscord, client: Client) -> None:
    channel = channel_of(discord)
    sender = client.get_partial_messageable(channel.id)
    said = discord.say(channel, discord.user("Ben"), "hi")
    await sender.get_partial_message(said.id).reply("a")
    async with sender.typing():
        pass
    assert discord.messages(channel)[0].reference == {
        "message_id": str(said.id),
        "channel_id": str(channel.id),
    }
    assert await refused(sender.get_partial_message(1).reply("a")) == (400, 50035)
    assert await refused(sender.get_partial_message(said.id).edit(content="a")) == (403, 50005)
    assert await refused(sender.send(" ")) == (400, 50006)
