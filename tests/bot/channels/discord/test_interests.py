"""Interests on Discord: the panel, files sent with the command, and who may change what."""

from __future__ import annotations

from core.chats import ChatKey
from core.interests.interest import Kind
from tests.discord_world import discord_scene
from tests.fakes.discord_options import Attached
from tests.libraries import ARXIV, bib


def said(interaction):
    """All words of the answer."""
    message = interaction.messages[-1]
    texts = [message.content]
    for embed in message.embeds:
        texts += [embed.get("title", ""), embed.get("description", "")]
    return "\n".join(filter(None, texts))


async def values(stage, channel, kind):
    stored = await stage.app.storage.interests.of(ChatKey("discord", str(channel.id)))
    return [each.value for each in stored if each.kind is kind]


async def test_interests_are_asked_for_weighed_and_taken_back(tmp_path):
    async with discord_scene(tmp_path) as stage:
        ann = stage.discord.user("Ann")
        direct = stage.discord.private(ann)
        added = await stage.uses(ann, direct, "interests", wishes="世界模型, +retrieval -video")
        assert "世界模型 (world model)" in said(added)

        panel = await stage.uses(ann, direct, "interests")
        message = panel.messages[-1]
        await stage.presses(message, ann, "retrieval")
        await stage.presses(message, ann, "+ More")
        stored = await stage.app.storage.interests.of(ChatKey("discord", str(direct.id)))
        assert {each.value: each.weight for each in stored} == {
            "retrieval": 2.0, "video": -1.0, "世界模型": 1.0,
        }  # fmt: skip
        await stage.presses(message, ann, "Remove")
        assert await values(stage, direct, Kind.WORDS) == ["video", "世界模型"]


async def test_a_library_comes_with_the_command(tmp_path):
    async with discord_scene(tmp_path) as stage:
        ann = stage.discord.user("Ann")
        direct = stage.discord.private(ann)

        taken = await stage.uses(ann, direct, "interests", file=Attached("mine.bib", bib()))

        await stage.until(lambda: "Looking up" not in said(taken))
        assert "120 of 200 references" in said(taken)
        assert len(await values(stage, direct, Kind.PAPER)) == ARXIV


async def test_a_file_that_is_too_large_is_refused_before_it_is_fetched_and_while(tmp_path):
    async with discord_scene(tmp_path) as stage:
        ann = stage.discord.user("Ann")
        direct = stage.discord.private(ann)
        large = b"@article{a, eprint={2401.00001}}" + b" " * 20_000_000

        for size, fetched in ((None, 0), (1000, 1)):
            file = Attached("mine.bib", large, size)
            refused = await stage.uses(ann, direct, "interests", file=file)
            assert "larger than 20 MB" in said(refused)
            assert len(stage.discord.given) == fetched
        assert not await values(stage, direct, Kind.PAPER)


async def test_a_file_that_is_gone_is_told(tmp_path):
    async with discord_scene(tmp_path) as stage:
        ann = stage.discord.user("Ann")
        direct = stage.discord.private(ann)
        file = Attached("mine.bib", bib())
        stage.discord.attached.clear()
        interaction = stage.discord.slash(ann, direct, "interests", {"file": file})
        stage.discord.attached.clear()
        await interaction.wait_answer()
        assert "could not be fetched" in said(interaction)


async def test_export_is_an_attachment(tmp_path):
    async with discord_scene(tmp_path) as stage:
        ann = stage.discord.user("Ann")
        direct = stage.discord.private(ann)
        await stage.uses(ann, direct, "interests", wishes="世界模型, author Yann LeCun")

        exported = await stage.uses(ann, direct, "interests", wishes="export")

        (file,) = exported.messages[-1].attachments
        assert file["filename"] == "paperboy-interests.json"
        key = ChatKey("discord", str(direct.id))
        before = await stage.app.storage.interests.of(key)
        await stage.uses(ann, direct, "interests", wishes="reset yes")
        assert await stage.app.storage.interests.of(key) == []

        given = Attached(file["filename"], file["content"].encode())
        await stage.uses(ann, direct, "interests", file=given)
        assert await stage.app.storage.interests.of(key) == before


async def test_members_look_and_managers_change(tmp_path):
    async with discord_scene(tmp_path) as stage:
        discord = stage.discord
        ann, bob = discord.user("Ann"), discord.user("Bob")
        guild = discord.guild(ann)
        discord.join(guild, bob)
        channel = guild.system_channel
        await stage.uses(ann, channel, "interests", wishes="retrieval")

        looked = await stage.uses(bob, channel, "interests")
        assert "retrieval" in said(looked)
        for given in ({"wishes": "remove retrieval"}, {"file": Attached("x.bib", bib())}):
            refused = await stage.uses(bob, channel, "interests", **given)
            assert "Only admins can change" in said(refused)
        await stage.presses(looked.messages[-1], bob, "retrieval")
        refused = await stage.presses(looked.messages[-1], bob, "Remove")
        assert "Only admins can change" in said(refused)
        assert await values(stage, channel, Kind.WORDS) == ["retrieval"]
        assert not await values(stage, channel, Kind.PAPER)
