"""Accounts: the bots that were served, by the names under which their chats are kept."""

# Tested in tests/bot/app/test_served.py.

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from core.accounts import MARK, kind_of
from storage.engine.database import Connection, Database, insert
from storage.work_tables import accounts


@dataclass(frozen=True, slots=True)
class ServedBot:
    """A bot that was served: its id, and what its platform calls it, "" where that is not known."""

    bot: str
    called: str = ""


class Accounts:
    """The accounts by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> dict[str, ServedBot]:
        """Every account that was ever served."""
        rows = await self._database.rows(select(accounts).order_by(accounts.c.account))
        return {row.account: ServedBot(row.bot, row.called) for row in rows}

    async def remember(self, account: str, bot: str, instead_of: str | None = None) -> None:
        """The account is that bot's from now on, unless it is another's than `instead_of`."""
        row = {"account": account, "bot": bot, "called": ""}
        its = (accounts.c.account == account, accounts.c.bot == instead_of)

        async def work(connection: Connection) -> None:
            await connection.execute(insert(accounts).values(row).on_conflict_do_nothing())
            await connection.execute(update(accounts).where(*its).values(bot=bot, called=""))

        await self._database.write(work)

    async def called(self, account: str, name: str) -> None:
        """Remember what its platform calls the account's bot."""
        its = (accounts.c.account == account, accounts.c.called != name)
        await self._database.run(update(accounts).where(*its).values(called=name))


async def accounts_of(connection: Connection, account: str) -> list[str]:
    """The names of all accounts of the same platform, that one among them."""
    kind = kind_of(account)
    among = accounts.c.account.startswith(kind + MARK, autoescape=True)
    rows = await connection.execute(select(accounts.c.account).where(among))
    return sorted({kind, account, *(row.account for row in rows)})


async def are_several(connection: Connection) -> bool:
    """Whether any platform has more than its first account."""
    further = select(accounts.c.account).where(accounts.c.account.contains(MARK)).limit(1)
    return (await connection.execute(further)).one_or_none() is not None
