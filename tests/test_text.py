"""Decoding, sentences and words: positions are exact and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.model import Turn
from qualcode.text import (
    Tokenizer,
    checked,
    decode,
    decoded,
    digest,
    paragraphs,
    sentences,
    units,
)
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from pathlib import Path

SIMPLIFIED = "我们街道从二〇一九年开始办互助站，每个老旧小区一个，站长都是居民自己推选出来的。"
TRADITIONAL = "我們這個團隊從去年開始討論開放政府，每個禮拜都會跟委員一起開會，把紀錄公開出來。"

RARE = st.sampled_from(["𠮷", "𡃁", "㐂", "龘", "互助站", "网格长", "e\u0301", "が", "か\u3099"])
EMOJI = st.sampled_from(["👨‍👩‍👧‍👦", "👍🏽", "❤️", "🇨🇳", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "😀"])
LABELS = st.sampled_from(
    ["访谈者：", "受访者A：", "【书记】", "\n问：", "### 唐鳳：\n", "说话人1 00:01\n"]
)
SIGNS = st.sampled_from(
    [*"，。！？；：、“”「」（）【】.!?;\"'", "……", "——", " ", "　", "\n", "\r\n"]
)
PIECES = st.one_of(RARE, EMOJI, LABELS, SIGNS, st.text(max_size=3), st.sampled_from([*SIMPLIFIED]))
TEXTS = st.lists(PIECES, max_size=40).map("".join)


PATTERNS: dict[str, list[list[dict[str, object]]]] = {
    "rules": [[{"TEXT": {"IN": ["议事", "协商"]}}, {"OP": "?"}, {"TEXT": "规则"}]],
    "station": [[{"TEXT": "互助站"}]],
    "none": [],
}


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer()


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, 0, len(text))]


def words(tokenizer: Tokenizer, text: str) -> list[str]:
    return [text[start:end] for start, end in tokenizer.tokenize(text).tolist()]


class TestDecode:
    """Bytes become text, or one sentence says why not."""

    @pytest.mark.parametrize("length", [20, 25, 40])
    @pytest.mark.parametrize(
        ("text", "codec"),
        [
            (SIMPLIFIED, "utf-8"),
            (SIMPLIFIED, "utf-8-sig"),
            (SIMPLIFIED, "utf-16"),
            (SIMPLIFIED, "gb18030"),
            (TRADITIONAL, "big5"),
            (TRADITIONAL, "big5hkscs"),
            (TRADITIONAL, "gb18030"),
        ],
    )
    def test_text_comes_back_from_every_encoding(self, text: str, codec: str, length: int):
        assert decode(text[:length].encode(codec), "a.txt") == text[:length]

    def test_characters_of_hong_kong_are_read(self):
        text = "佢哋話啲嘢咁樣做唔係幾好，但係我哋都冇辦法㗎。"
        assert decode(text.encode("big5hkscs"), "a.txt") == text

    def test_a_big_endian_file_with_bom_is_read(self):
        assert decode(b"\xfe\xff" + "你好".encode("utf-16-be"), "a.txt") == "你好"

    def test_line_ends_become_newlines(self):
        assert decode("一\r\n二\r三\n四".encode(), "a.txt") == "一\n二\n三\n四"

    def test_no_unicode_normalisation(self):
        text = "e\u0301 é ＡＢ １２ ㈱ 𠮷"
        assert decode(text.encode(), "a.txt") == text

    def test_a_nul_byte_is_named_with_its_position(self):
        with pytest.raises(InputError) as refusal:
            decode(b"hello world!\x00", "interview.txt")
        assert str(refusal.value) == (
            "interview.txt must be text, but byte 0x00 was found at position 12; "
            "export it as UTF-8 text and ingest it again."
        )

    @pytest.mark.parametrize("data", [b"", b" \r\n\t", "\ufeff".encode(), "　\n".encode()])
    def test_a_blank_file_is_refused(self, data: bytes):
        with pytest.raises(InputError, match="no text in it"):
            decode(data, "a.txt")

    def test_many_control_characters_are_binary(self):
        with pytest.raises(InputError, match=r"must be text, but control character U\+0001"):
            decode(b"\x01\x02\x03\x04 words", "a.txt")

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\f", "\v", "\x85", "\u2028", "\u2029"])
    def test_every_line_end_there_is_ends_a_line(self, end: str):
        assert decode(f"page one{end}page two".encode(), "a.txt") == "page one\npage two"

    @pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
    def test_wide_text_needs_no_mark(self, codec: str):
        """Two or four bytes a character are known by their zeros."""
        said = "问：How did it begin?\n答：By chance, I think.\n" * 4
        assert decode(said.encode(codec), "a.txt") == said

    @pytest.mark.parametrize("words", ["naïve café déjà vu", "It’s a “café” – that’s all."])
    def test_windows_1252_is_read_with_a_confidence(self, words: str):
        found = decoded(f"Respondent: {words}\n".encode("cp1252"), "a.txt")
        assert (found.text, found.name) == (f"Respondent: {words}\n", "Windows-1252")
        assert 0.5 < found.confidence < 1

    def test_kana_in_an_old_encoding_are_named_as_the_likelier_reading(self):
        said = "質問：これはいつからですか。\n答え：去年の春からです。みんなで始めました。\n" * 4
        with pytest.raises(InputError, match="the file reads as Shift-JIS"):
            decode(said.encode("shift_jis"), "a.txt")

    @pytest.mark.parametrize(
        "data",
        [
            "Это просто текст на русском языке".encode("cp1251"),
            ("中文" * 50).encode() + b"\xff",
            b"\xff\xfea",
        ],
    )
    def test_what_fits_no_encoding_is_refused_with_its_position(self, data: bytes):
        with pytest.raises(InputError, match=r"UTF-8, UTF-16, GB18030 or Big5, but .* position \d"):
            decode(data, "a.txt")

    @given(TEXTS)
    def test_utf8_round_trip(self, text: str):
        """Everything that is accepted comes back as it was, line ends aside."""
        try:
            found = decode(text.encode(), "a.txt")
        except InputError:
            return
        kept = text.removeprefix("\ufeff")
        for end in ("\r\n", "\r", "\f", "\v", "\x85", "\u2028", "\u2029"):
            kept = kept.replace(end, "\n")
        assert found == kept
        assert checked(found, "a.txt") == found

    def test_the_digest_is_of_the_utf8_text(self):
        assert digest("你好") == "670d9743542cae3ea7ebe36af56bd53648b0a1126162e78d81a32934a711302e"
        assert digest("e\u0301") != digest("é")


class TestSentences:
    """Where a sentence ends, and what stays with it."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("你好。走吧！真的？好；行;完", ["你好。", "走吧！", "真的？", "好；", "行;", "完"]),
            ("他说：“不行。”然后走了。", ["他说：“不行。”", "然后走了。"]),
            ("「真的嗎？」（笑。）好", ["「真的嗎？」", "（笑。）", "好"]),
            ("“走吧！”，他说。", ["“走吧！”，他说。"]),
            ("好啊……那就这样！！！？再见", ["好啊……", "那就这样！！！？", "再见"]),
            ("第一行\n第二行\n\n第三行", ["第一行", "第二行", "第三行"]),
            ("……我觉得行。……", ["……我觉得行。……"]),
            ("行。\n……\n好。", ["行。\n……", "好。"]),
            ('他说:"好。"然后走了。"行"', ['他说:"好。"', "然后走了。", '"行"']),
            ("好👍。👨‍👩‍👧！❤️", ["好👍。", "👨‍👩‍👧！", "❤️"]),
            ("太好了！️好", ["太好了！️", "好"]),
            ("We paid 3.5 yuan. Dr. Li came, e.g. twice. OK", None),
            ("看 https://a.cn/?q=1;b=2!c 吧。好", ["看 https://a.cn/?q=1;b=2!c 吧。", "好"]),
            ("1. 第一点。\n2. 第二点", ["1. 第一点。", "2. 第二点"]),
            ("A&amp;B?好", ["A&amp;B?", "好"]),
            ("好。\ue000", ["好。", "\ue000"]),
            ("。。。", []),
            ("  \n ", []),
        ],
    )
    def test_rules(self, text: str, expected: list[str] | None):
        if expected is None:
            expected = ["We paid 3.5 yuan.", "Dr. Li came, e.g. twice.", "OK"]
        assert cut(text) == expected

    @given(TEXTS, st.data())
    def test_sentences_are_disjoint_trimmed_and_lose_no_word(self, text: str, data: st.DataObject):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        covered: set[int] = set()
        last = start
        for span in sentences(text, start, end):
            assert last <= span.start < span.end <= end
            piece = text[span.start : span.end]
            kinds = [unicodedata.category(character) for character in piece]
            assert piece == piece.strip()
            assert any(c[0] in "LN" or c in {"So", "Co", "Cn"} for c in kinds)
            covered.update(range(span.start, span.end))
            last = span.end
        letters = {at for at in range(start, end) if text[at].isalnum()}
        assert letters <= covered

    @pytest.mark.parametrize("piece", ["a. ", "……", '。"', "“", "1. ", "http", "&amp"])
    def test_a_hostile_text_takes_no_time(self, piece: str):
        text = piece * 100_000
        assert all(span.end <= len(text) for span in sentences(text, 0, len(text)))

    def test_paragraphs_are_lines(self):
        text = "一。二\n\n……\n 三 "
        spans = paragraphs(text, 0, len(text))
        assert [text[s.start : s.end] for s in spans] == ["一。二\n\n……", "三"]

    def test_units_lie_in_turns_and_the_interviewer_is_out_of_the_frame(self):
        text = "问：好吗？来吧\n答：好。行。"
        turns = [Turn(1, 2, 7, "问", asks=True), Turn(2, 10, 14, "答")]
        found = units(text, turns, "sentence")
        assert [(u.n, text[u.start : u.end], u.in_frame) for u in found] == [
            (1, "好吗？", False),
            (2, "来吧", False),
            (3, "好。", True),
            (4, "行。", True),
        ]
        assert [(u.start, u.end) for u in units(text, turns, "turn")] == [(2, 7), (10, 14)]

    def test_brackets_are_not_made_from_text(self):
        with pytest.raises(ValueError, match="brackets"):
            units("好", [Turn(1, 0, 1)], "bracket")


class TestTokenizer:
    """Words and their positions."""

    def test_project_nouns_stay_whole(self, tokenizer: Tokenizer):
        text = "我们互助站的网格长在大工委开会，领头雁都进了能人库。"
        found = words(tokenizer, text)
        assert {"互助站", "网格长", "大工委", "领头雁", "能人库"} <= set(found)

    def test_words_do_not_leak(self):
        """A word of one project is in no other project, and not in jieba's own dictionary."""
        text = "红管家楼道会每周开一次"
        mine, other = Tokenizer(["红管家楼道会"]), Tokenizer()
        assert words(mine, text)[0] == "红管家楼道会"
        assert words(other, text)[0] != "红管家楼道会"
        assert mine.dictionary_hash != other.dictionary_hash
        assert "红管家楼道会" not in sys.modules["jieba"].dt.FREQ

    def test_the_dictionary_hash_depends_on_the_words_alone(self):
        assert (
            Tokenizer(["甲乙", "丙丁"]).dictionary_hash
            == Tokenizer(iter(["丙丁", "甲乙", "甲乙 ", ""])).dictionary_hash
        )

    def test_words_that_jieba_cannot_see_stay_whole(self):
        found = words(Tokenizer(["𠮷田社区", "圆桌会·一期"]), "在𠮷田社区开圆桌会·一期，𠮷先生")
        assert {"𠮷田社区", "圆桌会·一期", "𠮷"} <= set(found)

    def test_a_visible_character_is_never_cut(self, tokenizer: Tokenizer):
        found = words(tokenizer, "我家👨‍👩‍👧‍👦👍🏽🇨🇳e\u0301")
        assert found[-4:] == ["👨‍👩‍👧‍👦", "👍🏽", "🇨🇳", "e\u0301"]

    @settings(deadline=None)
    @given(text=TEXTS)
    def test_offsets_are_exact(self, tokenizer: Tokenizer, text: str):
        """Tokens are in order, and nothing that is seen lies between them."""
        offsets = tokenizer.tokenize(text)
        assert offsets.dtype == "uint32"
        assert offsets.shape == (len(offsets), 2)
        at = 0
        for start, end in offsets.tolist():
            assert not fold(text[at:start]).text.strip()
            assert text[start:end].strip()
            at = end
        assert not fold(text[at:]).text.strip()

    @settings(deadline=None)
    @given(text=TEXTS, data=st.data())
    def test_a_doc_is_its_piece_of_the_text(
        self, tokenizer: Tokenizer, text: str, data: st.DataObject
    ):
        offsets = tokenizer.tokenize(text)
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        assert tokenizer.doc(text, offsets, start, end).text == text[start:end]
        assert tokenizer.doc(text, offsets).text == text

    def test_the_pipeline_cuts_the_same_words(self, tokenizer: Tokenizer):
        text = "互助站的👍🏽 网格长\n来了"
        doc = tokenizer.pipeline(text)
        assert doc.text == text
        assert [t.text for t in doc if not t.is_space] == words(tokenizer, text)

    def test_a_long_run_without_punctuation_is_cut_in_bounded_pieces(self, tokenizer: Tokenizer):
        text = "龘" * 5_000
        assert tokenizer.tokenize(text)[-1].tolist()[1] == len(text)

    def test_an_empty_text_has_no_tokens(self, tokenizer: Tokenizer):
        assert tokenizer.tokenize("").shape == (0, 2)
        assert tokenizer.tokenize(" \n").shape == (0, 2)


class TestMatch:
    """Token patterns of the codebook."""

    def test_matches_are_positions_in_the_text(self, tokenizer: Tokenizer):
        text = "😀互助站订了协商的规则"
        found = tokenizer.match(text, PATTERNS)
        assert [(code, text[start:end]) for code, start, end in found] == [
            ("station", "互助站"),
            ("rules", "协商的规则"),
        ]
        assert tokenizer.match(text, PATTERNS, tokenizer.tokenize(text)) == found

    def test_no_pattern_and_no_text_match_nothing(self, tokenizer: Tokenizer):
        assert tokenizer.match("", PATTERNS) == []
        assert tokenizer.match("互助站", {}) == []

    @pytest.mark.parametrize("pattern", [[{"FOO": 1}], [], [{"TEXT": {"REGEX": "("}}], ["互助站"]])
    def test_a_wrong_pattern_names_its_code(self, tokenizer: Tokenizer, pattern: list[object]):
        with pytest.raises(InputError, match="the patterns of code rules must be spaCy") as refusal:
            tokenizer.match("互助站", {"rules": [pattern]})
        assert "\n" not in str(refusal.value)


def run(code: str, tmp: str) -> str:
    environment = os.environ | {"TMPDIR": tmp, "TEMP": tmp, "TMP": tmp}
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    assert done.stderr == ""
    return done.stdout.strip()


def test_nothing_heavy_loads_with_the_module(tmp_path: Path):
    code = "import sys, qualcode.text; print({'jieba', 'spacy', 'numpy'} & set(sys.modules))"
    assert run(code, str(tmp_path)) == "set()"


def test_words_are_cut_in_silence_and_leave_no_file_behind(tmp_path: Path):
    """Neither jieba's log, nor its warnings, nor its dictionary cache in a shared folder."""
    code = (
        "from qualcode.text import Tokenizer; t = Tokenizer(); "
        "print(len(t.tokenize('互助站开会')), len(t.pipeline('互助站开会')))"
    )
    assert run(code, str(tmp_path)) == "2 2"
    assert list(tmp_path.iterdir()) == []
