"""The webhooks that an operator enters, in a file that nobody but its owner may read.

An address may hold a token, and is then as secret as a key: it stands in this file alone, neither
in the store, which is copied and backed up, nor in any text that is shown.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.webhook.kinds import Kind
from core.chats import ChatKey
from core.errors import FileUnreadable
from core.network.addresses import place

_CHANNELS = {kind.value: kind.channel for kind in Kind}


@dataclass(frozen=True, slots=True)
class Contact:
    """One webhook that an operator entered. Its address and its secret do not print."""

    key: ChatKey
    kind: str
    address: str = field(repr=False)
    secret: str = field(default="", repr=False)

    @property
    def id(self) -> str:
        """How the operator names it."""
        return self.key.chat_id

    @property
    def host(self) -> str:
        """What of its address may be shown."""
        return place(self.address)


class AddressBook:
    """The file. Each method reads it anew: another process may have changed it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def contacts(self) -> list[Contact]:
        """All that stand there, in the order they were added. Raises FileUnreadable."""
        try:
            rows = json.loads(self._path.read_text("utf-8"))
            return [self._contact(**row) for row in rows]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise FileUnreadable(str(self._path), error.strerror or "") from None
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            # The error's own words could repeat what stands in the file.
            raise FileUnreadable(str(self._path), type(error).__name__) from None

    def find(self, id_: str) -> Contact | None:
        """The one of that id, if there is one. Raises FileUnreadable."""
        return next((contact for contact in self.contacts() if contact.id == id_), None)

    def at(self, kind: str, address: str) -> Contact | None:
        """The one of that kind with that very address. Raises FileUnreadable."""
        wanted = (kind, address)
        found = (each for each in self.contacts() if (each.kind, each.address) == wanted)
        return next(found, None)

    def new(self, kind: str, address: str, secret: str) -> Contact:
        """One with an id that nobody had; not yet written down."""
        return self._contact(secrets.token_hex(4), kind, address, secret)

    def put(self, contact: Contact) -> None:
        """Write it down, in place of the one with its id if there is one. Raises FileUnreadable."""
        contacts = {each.id: each for each in self.contacts()}
        contacts[contact.id] = contact
        self._write([*contacts.values()])

    def remove(self, contact: Contact) -> None:
        """Forget it. Raises FileUnreadable."""
        self._write([other for other in self.contacts() if other.id != contact.id])

    def _contact(self, id: str, kind: str, url: str, secret: str = "") -> Contact:
        """From a row, whose fields these are. Raises KeyError for an unknown kind."""
        return Contact(ChatKey(_CHANNELS[kind], id), kind, url, secret)

    def _write(self, contacts: Sequence[Contact]) -> None:
        """Replace the file at once, so that whoever reads it finds the old one or the new one."""
        rows = [
            {"id": each.id, "kind": each.kind, "url": each.address, "secret": each.secret}
            for each in contacts
        ]
        beside = self._path.with_name(f"{self._path.name}.new")
        try:
            beside.unlink(missing_ok=True)
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                json.dump(rows, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        except OSError as error:
            raise FileUnreadable(str(self._path), error.strerror or "") from None
