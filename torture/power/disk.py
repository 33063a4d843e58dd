"""A disk that forgets: what a power cut may leave of files, from the record of the system calls that wrote them.

Kept is what the last completed sync covered. Of what was written after it each sector of 512 bytes may be there, in any
of the states it had since, or not; a file's length and a name in the folder likewise, the name until the folder itself
was synced. Nothing is assumed of the order in which a disk writes.
"""

from __future__ import annotations

from random import Random

SECTOR = 512


class File:
    """One file: what the disk surely has, and what it may have beside that."""

    def __init__(self, content: bytes = b"") -> None:
        self.cache = bytearray(content)
        self.durable = bytearray(content)
        self.sectors: dict[int, list[bytes]] = {}
        self.lengths: list[int] = []

    def write(self, offset: int, data: bytes) -> None:
        """Bytes went to the page cache."""
        if offset + len(data) > len(self.cache):
            self.resize(offset + len(data))
        self.cache[offset : offset + len(data)] = data
        for sector in range(offset // SECTOR, (offset + len(data) - 1) // SECTOR + 1):
            self.sectors.setdefault(sector, []).append(self._cached(sector))

    def resize(self, length: int) -> None:
        """The file was cut or grew."""
        del self.cache[length:]
        self.cache.extend(bytes(length - len(self.cache)))
        self.lengths.append(length)

    def sync(self) -> None:
        """The disk has everything."""
        self.durable = self._with(
            {sector: states[-1] for sector, states in self.sectors.items()}, len(self.cache)
        )
        self.sectors, self.lengths = {}, []

    def after_cut(self, random: Random, share: float) -> tuple[bytes, bool]:
        """What may be left, when this share of the unsynced sectors came through; and whether anything was lost."""
        kept: dict[int, bytes] = {}
        for sector, states in self.sectors.items():
            if random.random() < share:
                kept[sector] = states[-1] if share == 1 else random.choice(states)
        length = len(self.cache) if share == 1 else random.choice([len(self.durable), *self.lengths])
        content = bytes(self._with(kept, length))
        return content, content != bytes(self.cache)

    def _cached(self, sector: int) -> bytes:
        return bytes(self.cache[sector * SECTOR : (sector + 1) * SECTOR])

    def _with(self, sectors: dict[int, bytes], length: int) -> bytearray:
        content = bytearray(self.durable)
        content.extend(bytes(max(0, length - len(content))))
        for sector, state in sectors.items():
            place = sector * SECTOR
            if place < length:
                content.extend(bytes(max(0, place + len(state) - len(content))))
                content[place : place + len(state)] = state
        del content[length:]
        return content


class Folder:
    """The files of one folder by name, and the names the disk may not know yet."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._names: dict[str, list[File | None]] = {name: [File(content)] for name, content in files.items()}

    def file(self, name: str) -> File | None:
        """The file that has this name now."""
        return self._names.get(name, [None])[-1]

    def create(self, name: str) -> None:
        """A name was given to a new file, unless there is one."""
        if self.file(name) is None:
            self._names.setdefault(name, [None]).append(File())

    def unlink(self, name: str) -> None:
        """A name was taken away."""
        self._names[name].append(None)

    def rename(self, old: str, new: str) -> None:
        """A file got another name."""
        self._names.setdefault(new, [None]).append(self.file(old))
        self.unlink(old)

    def sync(self) -> None:
        """The disk has every name."""
        self._names = {name: states[-1:] for name, states in self._names.items()}

    def after_cut(self, random: Random) -> tuple[dict[str, bytes], bool]:
        """What may be left of the folder, and whether anything the program wrote is lost in it."""
        share = random.choice((0.0, 0.5, random.random(), 1.0))
        left: dict[str, bytes] = {}
        lost = False
        for name, states in self._names.items():
            file = states[-1] if share == 1 else random.choice(states)
            lost = lost or file is not states[-1]
            if file is not None:
                left[name], gone = file.after_cut(random, share)
                lost = lost or gone
        return left, lost
