"""A hook of MkDocs: links that lead out of docs/ to other files of the repository become links to the repository.

SPDX-License-Identifier: Apache-2.0
"""
import os
import re

LINK = re.compile(r"(\]\()((?:\.\./)+[^)#\s]+)(#[^)\s]*)?(\))")


def on_page_markdown(markdown, page, config, files):
    folder = os.path.dirname(page.file.src_path)

    def leads(match):
        path = os.path.normpath(os.path.join("docs", folder, match[2]))
        if path.startswith("docs" + os.sep):
            return match[0]
        kind = "tree" if os.path.isdir(path) else "blob"
        return f"{match[1]}{config.repo_url}/{kind}/main/{path}{match[3] or ''}{match[4]}"

    return LINK.sub(leads, markdown)
