"""Codebook: add a code with only a name, say what it means, freeze it, take it along as YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import codeform, parts, said, state
from qualcode.app.palette import keys
from qualcode.app.words import listed, plain, t

if TYPE_CHECKING:
    from qualcode.codebook import Finding
    from qualcode.model import Codebook
    from qualcode.project import Project

MOST_MEGABYTES = 2


def show() -> None:
    """Show the codebook of the study."""
    project = parts.opened("codebook.title", "codebook.help")
    if project is None:
        return
    book = project.codebook.current()
    if book.frozen:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(t("codebook.frozen"), width="stretch")
            if st.button(t("codebook.thaw"), key="codebook_thaw"):
                said.attempt(project.codebook.thaw)
                st.rerun()
    else:
        _add(project, book)
    if book.codes:
        table, one = st.columns([3, 2], gap="large")
        with table:
            _table(book)
        with one:
            codeform.show(project, book)
    else:
        parts.empty("codebook.none")
    _check(project, book)
    _files(project)


def _add(project: Project, book: Codebook) -> None:
    with st.form("codebook_add", border=False, clear_on_submit=True):
        name, group, button = st.columns([3, 2, 1], vertical_alignment="bottom")
        label = name.text_input(t("codebook.new"), key="codebook_label")
        groups = [None, *(it.id for it in book.groups)]
        chosen = group.selectbox(
            t("codebook.group"),
            groups,
            format_func=lambda it: book.group_label(it, state.language()) or "—",
            key=f"codebook_group_{state.language()}",
        )
        if button.form_submit_button(t("codebook.add"), type="primary", key="codebook_do_add"):
            codeform.add(project, label, chosen)
            st.rerun()


def _table(book: Codebook) -> None:
    language = state.language()
    rows = [
        {
            t("codebook.key"): key,
            t("codebook.code"): code.label(language),
            t("codebook.group"): book.group_label(code.group, language),
            t("codebook.definition"): code.defined(language),
        }
        for code, key in zip(book.codes, keys(book.codes), strict=True)
    ]
    widths = {
        t("codebook.key"): st.column_config.TextColumn(width=60),
        t("codebook.definition"): st.column_config.TextColumn(width="large"),
    }
    shown = [name for name in rows[0] if any(row[name] for row in rows)]
    st.dataframe(
        rows, hide_index=True, column_config=widths, column_order=shown, key="codebook_table"
    )


def _check(project: Project, book: Codebook) -> None:
    findings = project.codebook.lint()
    if findings:
        with st.expander(t("codebook.findings", n=len(findings)), icon=":material/rule:"):
            for finding in findings:
                st.text(f"{t(f'codebook.{finding.severity}')} · {_said(book, finding)}")
    if book.codes and not book.frozen:
        with st.popover(t("codebook.freeze"), icon=":material/lock:"):
            st.markdown(t("codebook.freeze_help"))
            if st.button(t("codebook.do_freeze"), type="primary", key="codebook_freeze"):
                _freeze(project, book)
                st.rerun()


def _freeze(project: Project, book: Codebook) -> None:
    language = state.language()
    bare = [code.label(language) for code in book.codes if not code.defined(language).strip()]
    if bare:
        said.say(t("codebook.undefined", n=len(bare), codes=listed(bare)), "error")
    else:
        said.attempt(project.codebook.freeze)


def _said(book: Codebook, finding: Finding) -> str:
    """Return a finding in words; the usual one is said in the language of the screen."""
    code = book.code(finding.code)
    if finding.rule == "missing_definition" and code is not None:
        return t("codebook.no_definition", code=code.label(state.language()))
    return finding.message


def _files(project: Project) -> None:
    with st.expander(t("codebook.files"), icon=":material/swap_vert:"):
        st.download_button(
            t("codebook.download"),
            project.codebook.text,
            file_name="codebook.yaml",
            mime="application/yaml",
            on_click="ignore",
            key="codebook_download",
        )
        with st.form("codebook_upload", border=False, clear_on_submit=True):
            file = st.file_uploader(
                t("codebook.upload"), ["yaml", "yml"], max_upload_size=MOST_MEGABYTES
            )
            if st.form_submit_button(t("codebook.do_upload"), key="codebook_do_upload") and file:
                if said.attempt(_load, project, file.name, file.getvalue()) is not None:
                    said.say(t("codebook.loaded", name=plain(file.name)))
                st.rerun()


def _load(project: Project, name: str, data: bytes) -> Codebook:
    from qualcode.text import decode

    return project.codebook.loads(decode(data, name), name)
