#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What SECURITY.md promises, tried with a hostile repository. Each test is named there.

usage: security.py ECSLINT [-k WORD]
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.dom.minidom

ECSLINT = ""
FORMATS = "text concise json ndjson sarif github gitlab junit checkstyle rdjson tap gnu markdown html".split()


def run(*arguments, cwd, **more):
    return subprocess.run([ECSLINT, *arguments], cwd=cwd, capture_output=True, stdin=subprocess.DEVNULL, **more)


def git(folder, *words):
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *words], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def bad_task(**more):
    return json.dumps({"family": "web", "containerDefinitions": [{"name": "web", "image": "nginx:latest", "memory": 64, **more}]}, indent=2)


class Security(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.work = self.root / "repository"
        self.work.mkdir()
        self.canary = self.root / "canary"

    def tearDown(self):
        shutil.rmtree(self.root)

    def write(self, name, text):
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def hostile_repository(self):
        """Everything a repository can name a command with."""
        command = f"touch {self.canary}; cat"
        git(self.work, "init", "-q")
        self.write("task.json", bad_task())
        git(self.work, "add", "-A")
        git(self.work, "commit", "-qm", "one")
        hooks = self.work / "hooks"
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
            git(self.work, "config", key, value)
        self.write(".gitattributes", "* filter=evil diff=evil merge=evil\n")
        self.write("task.json", bad_task(essential=True))
        self.write("ecslint.toml", f'profile = "$(touch {self.canary})"\npacks = ["`touch {self.canary}`", "$(touch {self.canary})"]\n')
        self.write("$(touch canary).json", bad_task())
        self.write("`touch canary`; touch canary #.json", bad_task())
        self.write("-o task.json", bad_task())

    def commands(self):
        options = run("check", "--help", cwd=self.work).stdout.decode()
        yield ["check", "-f", "concise"]
        yield ["check", "--no-config", "-f", "text", "."]
        yield ["check", "--no-config", "--diff", "--unsafe-fixes"]
        yield ["check", "--no-config", "--fix"]
        if "--since" in options:
            yield ["check", "--no-config", "--since", "HEAD"]
            yield ["check", "--no-config", "--since", f"--upload-pack=touch {self.canary}"]
        yield ["explain-file", "task.json"]
        yield ["config"]

    def test_nothing_of_the_repository_runs(self):
        self.hostile_repository()
        for command in self.commands():
            run(*command, cwd=self.work)
            self.assertFalse(self.canary.exists() or (self.work / "canary").exists(), command)

    @unittest.skipUnless(shutil.which("strace"), "strace is not installed")
    def test_only_git_is_executed_and_no_socket_opened(self):
        self.hostile_repository()
        for command in self.commands():
            trace = self.root / "trace"
            subprocess.run(["strace", "-f", "-qq", "-e", "trace=execve,socket,connect", "-o", trace, ECSLINT, *command], cwd=self.work,
                           capture_output=True, stdin=subprocess.DEVNULL)
            lines = trace.read_text(errors="replace").splitlines()
            started = {m.group(1) for m in (re.search(r'execve\("([^"]*)".* = 0', line) for line in lines) if m}
            others = {name for name in started if os.path.basename(name) not in ("git", os.path.basename(ECSLINT))}
            self.assertEqual(others, set(), command)
            self.assertEqual([line for line in lines if "socket(" in line or "connect(" in line], [], command)

    def test_links_are_not_followed_out_of_the_folder(self):
        outside = self.root / "outside"
        outside.mkdir()
        (outside / "task.json").write_text(bad_task())
        (self.work / "folder").symlink_to(outside)
        (self.work / "task.json").symlink_to(outside / "task.json")
        (self.work / "loop").symlink_to(self.work)
        (self.work / "pipe.json").unlink(missing_ok=True)
        os.mkfifo(self.work / "pipe.json")
        done = run("check", "--no-config", "-f", "concise", ".", cwd=self.work, timeout=20)
        self.assertNotIn(b"IMG001", done.stdout)
        before = (outside / "task.json").read_bytes()
        run("check", "--no-config", "--unsafe-fixes", ".", cwd=self.work, timeout=20)
        self.assertEqual((outside / "task.json").read_bytes(), before)

    ESCAPES = "\x1b]0;owned\x07\x1b[2J\x1b[31m\u009b31m\u202egpj.\u2066\x08\x7f\r"

    def test_no_terminal_escape_comes_out(self):
        name = f"a{self.ESCAPES.replace(chr(0), '')}.json"
        self.write(name, bad_task(user=f"root{self.ESCAPES}", networkMode=self.ESCAPES, **{f"imag{self.ESCAPES}": 1}))
        self.write("b.yaml", f'family: "w\\x1b[31m"\ncontainerDefinitions:\n- {{name: "a{"".join(map(chr, range(0x80, 0xa0)))}", image: "a:latest"}}\n')
        obeyed = re.compile("[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u202a-\u202e\u2066-\u2069]")
        for form in ("text", "concise", "gnu", "markdown", "tap", "github"):
            done = run("check", "--no-config", "-f", form, "--color", "never", ".", cwd=self.work)
            self.assertIn(b"IMG001", done.stdout, form)
            for line in done.stdout.decode().split("\n"):
                self.assertIsNone(obeyed.search(line), f"{form}: {line!r}")

    MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&]]>--><!--`|[x](javascript:alert(1))"

    def test_markup_of_a_document_is_text_in_reports(self):
        self.write("a'<b>&.json", bad_task(user=self.MARKUP, **{self.MARKUP: 1}))
        for form in FORMATS:
            done = run("check", "--no-config", "-f", form, ".", cwd=self.work)
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
        self.write("a.json", bad_task(**{"x\n::set-env name=PATH::/evil\n": 1, "y\r::error::no": 2}))
        out = run("check", "--no-config", "-f", "github", ".", cwd=self.work).stdout
        self.assertNotIn(b"\n::set-env", out)
        self.assertNotIn(b"\r", out)

    def test_a_pack_reads_no_file_and_no_environment(self):
        """CEL has no function that reaches the world; a pack that names one is refused."""
        for expression in ("env('HOME') != ''", "file('/etc/passwd') != ''", "exec('id') != ''", "http.get('http://x') != ''", "getenv('PATH') != ''"):
            self.write("p/EVIL001-x.toml", "\n".join([
                'code = "EVIL001"', 'name = "x"', 'summary = "x"', 'severity = "warning"', 'subject = "taskDefinition"', f"assert = {json.dumps(expression)}",
                'at = "taskDefinition.family"', 'message = "x"', 'help = "x"', 'since = "0.1"', 'tags = ["x"]']))
            self.write("task.json", bad_task())
            done = run("check", "--no-config", "--rules", "p", "task.json", cwd=self.work)
            self.assertEqual(done.returncode, 2, expression)
            self.assertIn(b"CFG101", done.stderr)

    def test_special_files_are_refused(self):
        for name in ("/dev/zero", "/dev/random"):
            self.assertEqual(run("check", name, cwd=self.work, timeout=20).returncode, 3)
        os.mkfifo(self.work / "pipe.json")
        self.assertEqual(run("check", "pipe.json", cwd=self.work, timeout=20).returncode, 3)

    def test_a_baseline_or_config_of_another_shape_is_an_error(self):
        self.write("task.json", bad_task())
        for text in ("", "{", "[]", '{"version":99}', '{"version":1,"findings":[{"fingerprint":7}]}', "\0" * 1000):
            self.write("base.json", text)
            self.assertEqual(run("check", "--no-config", "--baseline", "base.json", cwd=self.work).returncode, 2, text[:40])


def main():
    global ECSLINT
    parser = argparse.ArgumentParser()
    parser.add_argument("ecslint")
    parser.add_argument("-k")
    args = parser.parse_args()
    ECSLINT = os.path.realpath(args.ecslint)
    unittest.main(argv=[sys.argv[0], "-v", *(["-k", args.k] if args.k else [])])


if __name__ == "__main__":
    main()
