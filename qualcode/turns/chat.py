"""Conversations that were typed: placeholders for pictures and voices, dates beside names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.turns.cut import Piece

_PLACEHOLDER = re.compile(
    r"^[ \t]*\[(?:语音|語音|图片|圖片|视频|視頻|表情|动画表情|文件|链接|位置|红包|聊天记录|小程序|"
    r"Voice|Photo|Image|Sticker|Video|File)[^\]\n]{0,20}\]",
    re.MULTILINE,
)
_WITHDRAWN = re.compile(r"撤回了一条消息|recalled a message")
_RELAY = re.compile(r"^[ \t]*#接龙", re.MULTILINE)
_DATED = re.compile(
    r"[ \t](?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/月]\d{1,2}日?)[ \t]+\d{1,2}:\d{2}"
)
_TWICE = 2
_MOST = 0.6


def is_chat(shadow: str, pieces: list[Piece]) -> bool:
    """Say whether a text is a chat that was copied out of a messenger."""
    if not pieces or not any(it.name and it.time for it in pieces):
        return False
    signs = len(_PLACEHOLDER.findall(shadow)) + len(_WITHDRAWN.findall(shadow))
    if signs >= _TWICE or _RELAY.search(shadow):
        return True
    dated = len(_DATED.findall(shadow))
    return dated > _TWICE and dated >= _MOST * len(pieces)
