"""What one writes first: a server that takes one record a request and commits it, on the same kind of database."""

from __future__ import annotations

import os
from typing import Any

from fastapi import FastAPI
from msgspec.json import encode
from sqlalchemy import text

from counter_tui.streams.engine import open_engine

app = FastAPI()
_engine = open_engine(f"sqlite:///{os.environ['PLAIN_CENTRE']}")
with _engine.begin() as _connection:
    _connection.execute(
        text("CREATE TABLE IF NOT EXISTS record (id TEXT PRIMARY KEY, content BLOB NOT NULL)")
    )


@app.post("/records")
def take(record: dict[str, Any]) -> dict[str, str]:
    """Keep one record."""
    with _engine.begin() as connection:
        values = {"id": record["fact_id"], "content": encode(record)}
        connection.execute(text("INSERT INTO record VALUES (:id, :content)"), values)
    return {"id": record["fact_id"]}
