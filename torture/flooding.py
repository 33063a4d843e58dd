"""Requests that nobody asked for, so many a second: presses for a question on the page, without being the tablet.

Arguments: the port, how many a second, for how many seconds. Prints how many were sent, and what became of them.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter

BODY = b'{"nonce":"AAAAAAAAAAAAAAAAAAAAAA","level":5}'


async def _one(port: int, found: Counter[str]) -> None:
    head = f"POST /answer HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"{head}Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY)
        line = await reader.readline()
        found[line.split(b" ")[1].decode() if line else "ended"] += 1
        writer.close()
    except OSError:
        found["ended"] += 1


async def flood(port: int, rate: int, seconds: float) -> tuple[int, Counter[str]]:
    """Send them, whatever becomes of those before."""
    found: Counter[str] = Counter()
    running: set[asyncio.Task[None]] = set()
    begun, sent = time.monotonic(), 0
    while (passed := time.monotonic() - begun) < seconds:
        for _ in range(int(passed * rate) - sent):
            task = asyncio.create_task(_one(port, found))
            running.add(task)
            task.add_done_callback(running.discard)
            sent += 1
        await asyncio.sleep(0.005)
    if running:
        await asyncio.wait(running, timeout=10)
    return sent, found


if __name__ == "__main__":
    count, answers = asyncio.run(flood(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
    sys.stdout.write(json.dumps({"sent": count, **answers}) + "\n")
