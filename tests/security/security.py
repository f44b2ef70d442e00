#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What SECURITY.md promises, tried with a hostile repository. Each test is named there.

usage: security.py ECSLINT [-k WORD]
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest
import xml.dom.minidom

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
import program
from program import task

FORMATS = "text concise json ndjson sarif github gitlab junit checkstyle rdjson tap gnu markdown html".split()


def git(folder, *words):
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *words], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Security(program.Case):
    def setUp(self):
        super().setUp()
        self.canary = self.root / "canary"

    def hostile_repository(self):
        """Everything a repository can name a command with."""
        command = f"touch {self.canary}; cat"
        git(self.folder, "init", "-q")
        self.write("task.json", task())
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-qm", "one")
        hooks = self.folder / "hooks"
        hooks.mkdir()
        for name in ("pre-commit", "post-checkout", "post-index-change", "fsmonitor-watchman", "reference-transaction"):
            (hooks / name).write_text(f"#!/bin/sh\n{command}\n")
            (hooks / name).chmod(0o755)
        for key, value in {
            "core.fsmonitor": str(hooks / "fsmonitor-watchman"), "core.hooksPath": str(hooks), "core.pager": command, "core.editor": command,
            "core.sshCommand": command, "core.askPass": command, "core.gitProxy": command, "diff.external": command, "diff.evil.command": command,
            "diff.evil.textconv": command, "filter.evil.clean": command, "filter.evil.smudge": command, "filter.evil.process": command,
            "filter.evil.required": "true", "merge.evil.driver": command, "credential.helper": "!" + command, "alias.ls-files": "!" + command,
            "alias.diff": "!" + command, "pager.diff": command, "pager.ls-files": command, "uploadpack.packObjectsHook": command,
            "gpg.program": command, "sequence.editor": command, "interactive.diffFilter": command, "core.alternateRefsCommand": command,
        }.items():
            git(self.folder, "config", key, value)
        self.write(".gitattributes", "* filter=evil diff=evil merge=evil\n")
        self.write("task.json", task(essential=True))
        self.write("ecslint.toml", f'profile = "$(touch {self.canary})"\npacks = ["`touch {self.canary}`", "$(touch {self.canary})"]\n')
        self.write("$(touch canary).json", task())
        self.write("`touch canary`; touch canary #.json", task())
        self.write("-o task.json", task())

    def commands(self):
        yield ["check", "-f", "concise"]
        yield ["check", "--no-config", "-f", "text", "."]
        yield ["check", "--no-config", "--diff", "--unsafe-fixes"]
        yield ["check", "--no-config", "--fix"]
        yield ["check", "--no-config", "--since", "HEAD"]
        yield ["check", "--no-config", "--since", f"--upload-pack=touch {self.canary}"]
        yield ["explain-file", "task.json"]
        yield ["config"]

    def test_nothing_of_the_repository_runs(self):
        self.hostile_repository()
        for command in self.commands():
            self.ecslint(*command)
            self.assertFalse(self.canary.exists() or (self.folder / "canary").exists(), command)

    @unittest.skipUnless(shutil.which("strace"), "strace is not installed")
    def test_only_git_is_executed_and_no_socket_opened(self):
        self.hostile_repository()
        for command in self.commands():
            trace = self.root / "trace"
            self.ecslint(*command, before=["strace", "-f", "-qq", "-e", "trace=execve,socket,connect", "-o", trace])
            lines = trace.read_text(errors="replace").splitlines()
            started = {m.group(1) for m in (re.search(r'execve\("([^"]*)".* = 0', line) for line in lines) if m}
            others = {name for name in started if os.path.basename(name) not in ("git", os.path.basename(self.binary))}
            self.assertEqual(others, set(), command)
            self.assertEqual([line for line in lines if "socket(" in line or "connect(" in line], [], command)

    def test_links_are_not_followed_out_of_the_folder(self):
        outside = self.root / "outside"
        outside.mkdir()
        (outside / "task.json").write_text(task())
        (self.folder / "folder").symlink_to(outside)
        (self.folder / "task.json").symlink_to(outside / "task.json")
        (self.folder / "loop").symlink_to(self.folder)
        (self.folder / "pipe.json").unlink(missing_ok=True)
        os.mkfifo(self.folder / "pipe.json")
        done = self.ecslint("check", "--no-config", "-f", "concise", ".", timeout=20)
        self.assertNotIn(b"IMG001", done.stdout)
        before = (outside / "task.json").read_bytes()
        self.ecslint("check", "--no-config", "--unsafe-fixes", ".", timeout=20)
        self.assertEqual((outside / "task.json").read_bytes(), before)

    ESCAPES = "\x1b]0;owned\x07\x1b[2J\x1b[31m\u009b31m\u202egpj.\u2066\x08\x7f\r"

    def test_no_terminal_escape_comes_out(self):
        name = f"a{self.ESCAPES.replace(chr(0), '')}.json"
        self.write(name, task(user=f"root{self.ESCAPES}", networkMode=self.ESCAPES, **{f"imag{self.ESCAPES}": 1}))
        self.write("b.yaml", f'family: "w\\x1b[31m"\ncontainerDefinitions:\n- {{name: "a{"".join(map(chr, range(0x80, 0xa0)))}", image: "a:latest"}}\n')
        obeyed = re.compile("[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u202a-\u202e\u2066-\u2069]")
        for form in ("text", "concise", "gnu", "markdown", "tap", "github"):
            done = self.ecslint("check", "--no-config", "-f", form, "--color", "never", ".")
            self.assertIn(b"IMG001", done.stdout, form)
            for line in done.stdout.decode().split("\n"):
                self.assertIsNone(obeyed.search(line), f"{form}: {line!r}")

    MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&]]>--><!--`|[x](javascript:alert(1))"

    def test_markup_of_a_document_is_text_in_reports(self):
        self.write("a'<b>&.json", task(user=self.MARKUP, **{self.MARKUP: 1}))
        for form in FORMATS:
            done = self.ecslint("check", "--no-config", "-f", form, ".")
            out = done.stdout.decode()
            if form in ("junit", "checkstyle"):
                xml.dom.minidom.parseString(out)
            elif form in ("json", "sarif", "gitlab", "rdjson"):
                json.loads(out)
            if form in ("html", "markdown", "junit", "checkstyle"):
                self.assertNotIn("<script>alert", out, form)
                self.assertNotIn("<img src=x", out, form)
            if form == "markdown":
                self.assertNotIn("[x](javascript", out)
            if form == "github":
                for line in out.splitlines():
                    self.assertTrue(line.startswith("::"), line)

    def test_a_finding_cannot_forge_a_workflow_command(self):
        self.write("a.json", task(**{"x\n::set-env name=PATH::/evil\n": 1, "y\r::error::no": 2}))
        out = self.ecslint("check", "--no-config", "-f", "github", ".").stdout
        self.assertNotIn(b"\n::set-env", out)
        self.assertNotIn(b"\r", out)

    def test_a_pack_reads_no_file_and_no_environment(self):
        """CEL has no function that reaches the world; a pack that names one is refused."""
        for expression in ("env('HOME') != ''", "file('/etc/passwd') != ''", "exec('id') != ''", "http.get('http://x') != ''", "getenv('PATH') != ''"):
            self.write("p/EVIL001-x.toml", "\n".join([
                'code = "EVIL001"', 'name = "x"', 'summary = "x"', 'severity = "warning"', 'subject = "taskDefinition"', f"assert = {json.dumps(expression)}",
                'at = "taskDefinition.family"', 'message = "x"', 'help = "x"', 'since = "0.1"', 'tags = ["x"]']))
            self.write("task.json", task())
            done = self.ecslint("check", "--no-config", "--rules", "p", "task.json")
            self.assertEqual(done.returncode, 2, expression)
            self.assertIn(b"CFG101", done.stderr)

    def test_special_files_are_refused(self):
        for name in ("/dev/zero", "/dev/random"):
            self.assertEqual(self.ecslint("check", name, timeout=20).returncode, 3)
        os.mkfifo(self.folder / "pipe.json")
        self.assertEqual(self.ecslint("check", "pipe.json", timeout=20).returncode, 3)

    def test_a_baseline_or_config_of_another_shape_is_an_error(self):
        self.write("task.json", task())
        for text in ("", "{", "[]", '{"version":99}', '{"version":1,"findings":[{"fingerprint":7}]}', "\0" * 1000):
            self.write("base.json", text)
            self.assertEqual(self.ecslint("check", "--no-config", "--baseline", "base.json").returncode, 2, text[:40])


if __name__ == "__main__":
    program.main()
