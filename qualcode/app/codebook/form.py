"""Everything that is said of one code, and the question whether a change is one of meaning."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

import streamlit as st

from qualcode.app.codebook import following, place
from qualcode.app.screen import said
from qualcode.app.screen.palette import COLOURS, colour
from qualcode.app.screen.words import plain, t
from qualcode.app.window import session, state
from qualcode.codebook import Revise, descendants
from qualcode.i18n import LANGUAGES
from qualcode.model import LEVELS, Code

if TYPE_CHECKING:
    from qualcode.model import Codebook
    from qualcode.project import Project


def show(project: Project, book: Codebook, code: Code) -> None:
    """Show the form, and write what was changed in it."""
    draft = session.here().codebook.draft
    if draft is not None and draft.id == code.id:
        _ask(project, book, draft)
    sign = f"{crc32(repr(code).encode()):x}_{state.language()}"
    with st.form(f"codebook_edit_{code.id}_{sign}"):
        changed = _fields(book, code, f"{code.id}_{sign}")
        if st.form_submit_button(
            t("codebook.save"), type="primary", disabled=book.frozen, key="codebook_save"
        ):
            _save(project, code, changed)
            st.rerun()


def _fields(book: Codebook, code: Code, sign: str) -> Code:
    """Draw the fields of a code and return the code as they say it."""
    language = state.language()
    labels = _names(code, sign)
    definition = st.text_area(
        t("codebook.definition"), code.defined(language), key=f"codebook_definition_{sign}"
    )
    left, right = st.columns(2)
    include = left.text_area(
        t("codebook.include"), "\n".join(code.include), height=90, key=f"codebook_include_{sign}"
    )
    exclude = right.text_area(
        t("codebook.exclude"), "\n".join(code.exclude), height=90, key=f"codebook_exclude_{sign}"
    )
    examples = st.text_area(
        t("codebook.examples"),
        "\n".join(code.examples),
        height=90,
        key=f"codebook_examples_{sign}",
        help=t("codebook.examples_help"),
    )
    keywords = st.text_area(
        t("codebook.keywords"),
        "\n".join(code.keywords),
        height=90,
        key=f"codebook_keywords_{sign}",
    )
    return replace(
        code,
        labels=labels,
        definition=_said_in(code, language, definition.strip()),
        include=_lines(include),
        exclude=_lines(exclude),
        examples=_lines(examples),
        keywords=_lines(keywords),
        **_standing(book, code, sign),
        **_signs(book, code, sign),
    )


def _names(code: Code, sign: str) -> dict[str, str]:
    """Draw a name in each language; an empty one is none, but one must stay."""
    made = dict(code.labels)
    fields = st.columns(len(LANGUAGES))
    ordered = sorted(LANGUAGES, key=lambda it: it != state.language())
    for field, language in zip(fields, ordered, strict=True):
        shown = code.labels.get(language, "" if code.labels else code.id)
        name = field.text_input(
            t(f"codebook.name_{language}"), shown, key=f"codebook_name_{language}_{sign}"
        ).strip()
        if name:
            made[language] = name
        else:
            made.pop(language, None)
    return made or dict(code.labels)


def _standing(book: Codebook, code: Code, sign: str) -> dict[str, Any]:
    """Draw where the code stands: its level, group and parent."""
    language = state.language()
    level, group, parent = st.columns(3)
    levels = {it: t(f"codebook.level_{it}") for it in LEVELS}
    chosen = level.selectbox(
        t("codebook.level"),
        LEVELS,
        index=LEVELS.index(code.level),
        format_func=levels.__getitem__,
        key=f"codebook_level_{sign}",
    )
    groups = [None, *(it.id for it in book.groups)]
    below = descendants(book, code.id) | {code.id}
    parents = [None, *(it.id for it in book.codes if it.id not in below)]
    names = {it.id: it.label(language) for it in book.codes}
    return {
        "level": chosen,
        "group": group.selectbox(
            t("codebook.group"),
            groups,
            index=groups.index(code.group) if code.group in groups else 0,
            format_func=lambda it: book.group_label(it, language) or "—",
            key=f"codebook_in_group_{sign}",
        ),
        "parent": parent.selectbox(
            t("codebook.parent"),
            parents,
            index=parents.index(code.parent) if code.parent in parents else 0,
            format_func=lambda it: names[it] if it else "—",
            key=f"codebook_parent_{sign}",
        ),
    }


def _signs(book: Codebook, code: Code, sign: str) -> dict[str, Any]:
    """Draw the key and the colour; patterns are shown, and written in the file."""
    key, tint, own = st.columns([2, 1, 2], vertical_alignment="bottom")
    letter = key.text_input(
        t("codebook.key"),
        code.key,
        max_chars=1,
        key=f"codebook_key_{sign}",
        help=t("codebook.key_help"),
    )
    automatic = colour(code, book.codes.index(code) if code in book.codes else 0)
    picked = tint.color_picker(t("codebook.colour"), automatic, key=f"codebook_colour_{sign}")
    wanted = own.checkbox(
        t("codebook.own_colour"),
        bool(code.colour),
        key=f"codebook_own_colour_{sign}",
        help=t("codebook.own_colour_help", n=len(COLOURS)),
    )
    if code.patterns:
        with st.expander(t("codebook.patterns", n=len(code.patterns))):
            for pattern in code.patterns:
                st.code(" ".join(str(dict(token)) for token in pattern), language=None)
            st.caption(t("codebook.patterns_help"))
    chosen = code.colour if picked.lower() == automatic.lower() and code.colour else picked
    return {"key": letter.strip().lower(), "colour": chosen if wanted else ""}


def _save(project: Project, code: Code, changed: Code) -> None:
    """Store a change of wording at once; one of meaning is asked about first."""
    session.here().codebook.draft = None
    if changed == code:
        said.say(t("codebook.unchanged"), "info")
        return
    effect = said.attempt(project.codebook.consequences, Revise(changed), viewer=state.coder())
    if effect is None:
        return
    if effect.opened and (effect.again or effect.again_others):
        session.here().codebook.draft = changed
    elif said.attempt(project.codebook.edit_code, changed, by=state.coder()):
        said.say(t("saved"))


def _ask(project: Project, book: Codebook, draft: Code) -> None:
    """Ask whether the meaning changed, with what follows from it."""
    with st.container(border=True):
        st.markdown(f"**{t('codebook.meaning_or_wording')}**")
        effect = project.codebook.consequences(Revise(draft), viewer=state.coder())
        for line in following.lines(book, effect):
            st.markdown(f"- {plain(line)}")
        with st.container(horizontal=True):
            meaning = st.button(t("codebook.is_meaning"), type="primary", key="codebook_meaning")
            wording = st.button(
                t("codebook.wording_only"), key="codebook_wording", help=t("codebook.wording_help")
            )
            drop = st.button(t("codebook.drop"), type="tertiary", key="codebook_drop")
    if meaning or wording or drop:
        session.here().codebook.draft = None
        if not drop:
            edit = Revise(draft, wording_only=wording)
            stored = said.attempt(project.codebook.do, edit, by=state.coder())
            if stored is not None:
                said.say(t("saved"))
                place.look_at(draft.id)
        st.rerun()


def _said_in(code: Code, language: str, words: str) -> dict[str, str]:
    if words == code.defined(language):
        return dict(code.definition)
    kept = {name: text for name, text in code.definition.items() if name != language}
    return {**kept, language: words} if words else kept


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
