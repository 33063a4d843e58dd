"""Lists of outages as other offices give them out."""

from __future__ import annotations

from pathlib import Path

HEADINGS = "停电编号,停电类型,台区,线路,开始时间,结束时间,停电原因,来源"
PLANNED = "JH-1,计划停电,和平路#2、建设街#1,10kV和平线,2025-11-20 14:00,2025-11-20 17:00,更换变压器,调度"
FAULT = "GZ-7,故障,解放路#3,,2025-11-18 09:30,2025-11-18 11:00,鸟害,配网抢修"
BY_LINE = "JH-2,计划停电,,10kV万泉线,2025-11-21 08:00,2025-11-21 12:00,检修,调度"


def outages_file(folder: Path, *lines: str, name: str = "outages.csv", headings: str = HEADINGS) -> Path:
    """A list with these lines; without any with two planned outages and a fault."""
    file = folder / name
    file.write_text("\n".join((headings, *(lines or (PLANNED, FAULT, BY_LINE)))) + "\n", "utf-8")
    return file
