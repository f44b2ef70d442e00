#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What happens when the world fails in the middle: each test breaks one thing and says how the run must end.

usage: faults.py ECSLINT [-k WORD]
"""
import json
import os
import pathlib
import platform
import pty
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tty
import unittest

TESTS = pathlib.Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "support"), str(TESTS / "lsp")]
import program
from lsp_client import Client

HAS_STRACE = shutil.which("strace") is not None
BACKWARDS = [sys.executable, str(TESTS / "support" / "backwards_clock.py")]


def task(index=0):
    return program.task(f"web-{index}", [{"name": f"web-{index}", "image": "nginx:1.27", "memory": "64"}],
                        dependsOn=[{"containerName": "wbe", "condition": "START"}])


class Faults(program.Case):
    def setUp(self):
        super().setUp()
        self.write("task.json", task())

    def many(self, count):
        for i in range(count):
            (self.folder / f"t{i}.json").write_text(task(i))

    def strace(self, inject, *arguments):
        return self.ecslint(*arguments, before=["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=read,write", "-e", f"inject={inject}"])

    @unittest.skipUnless(HAS_STRACE, "strace is not installed")
    def test_read_error_in_a_file(self):
        done = self.strace("read:error=EIO:when=1+", "check", "--no-config", "-f", "concise", "task.json")
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"SYN013", done.stdout)
        self.assertIn(b"Input/output error", done.stdout)

    @unittest.skipUnless(HAS_STRACE, "strace is not installed")
    def test_interrupted_reads_and_writes_go_on(self):
        clean = self.ecslint("check", "--no-config", "task.json")
        for call in ("read", "write"):
            done = self.strace(f"{call}:error=EINTR:when=1+2", "check", "--no-config", "task.json")
            self.assertEqual((done.returncode, done.stdout), (clean.returncode, clean.stdout), call)

    def test_standard_input_that_breaks_off(self):
        with open("/proc/self/mem", "rb") as broken:
            done = self.ecslint("check", "-", stdin=broken)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"Input/output error", done.stderr)

    def test_stream_that_breaks_off_in_the_middle(self):
        """The other end of a terminal goes away: read() gives EIO behind what came before."""
        try:
            ours, theirs = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminals to be had: {error}")
        tty.setraw(theirs)
        line = json.dumps(json.loads(task())).encode()
        process = self.start("check", "--no-config", "--input-format", "ndjson", "-f", "ndjson", "--select", "IMG001", stdin=theirs)
        os.close(theirs)
        os.write(ours, line + b"\n" + line[:100])
        time.sleep(0.5)
        os.close(ours)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 3)
        self.assertEqual(out.count(b'"IMG001"'), 1)
        self.assertNotIn(b"SYN", out)
        self.assertIn(b"Input/output error", err)

    def test_closed_standard_output(self):
        self.many(300)
        for form in ("text", "ndjson", "sarif"):
            process = self.start("check", "--no-config", "-f", form, ".")
            process.stdout.read(10)
            process.stdout.close()
            err = process.stderr.read()
            self.assertEqual(process.wait(60), 1, form)
            self.assertEqual(err, b"", form)

    def test_no_standard_output_at_all(self):
        done = subprocess.run(["sh", "-c", f"'{self.binary}' check --no-config task.json >&-"], cwd=self.folder, capture_output=True)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"cannot write to standard output", done.stderr)

    def test_full_disk_of_a_report(self):
        done = self.ecslint("check", "--no-config", "-o", "json=/dev/full", "task.json")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"cannot write /dev/full", done.stderr)
        with open("/dev/full", "wb") as full:
            done = self.ecslint("check", "--no-config", "task.json", capture_output=False, stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"cannot write to standard output", done.stderr)

    def no_more_than(self, size):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return limit

    def test_full_disk_while_fixing(self):
        before = (self.folder / "task.json").read_bytes()
        done = self.ecslint("check", "--no-config", "--fix", "task.json", preexec_fn=self.no_more_than(100))
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"not fixed", done.stderr)
        self.assertEqual((self.folder / "task.json").read_bytes(), before)
        self.assertEqual(os.listdir(self.folder), ["task.json"])

    def test_full_disk_of_a_baseline(self):
        (self.folder / "base.json").write_text('{"version":1,"findings":[]}')
        done = self.ecslint("check", "--no-config", "--write-baseline", "base.json", "task.json", preexec_fn=self.no_more_than(10))
        self.assertEqual(done.returncode, 2)
        self.assertEqual((self.folder / "base.json").read_text(), '{"version":1,"findings":[]}')

    def test_killed_while_fixing(self):
        """Old bytes or new ones, never half of them, and nothing beside them."""
        self.many(300)
        names = sorted(os.listdir(self.folder))
        old = {name: (self.folder / name).read_bytes() for name in names}
        fixed = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, fixed)
        for name, data in old.items():
            (fixed / name).write_bytes(data)
        start = time.monotonic()
        self.ecslint("check", "--no-config", "--fix", ".", cwd=fixed)
        whole = time.monotonic() - start
        new = {name: (fixed / name).read_bytes() for name in names}
        self.assertNotEqual(old, new)
        rng = random.Random(7)
        seen = set()
        for i in range(20):
            for name, data in old.items():
                (self.folder / name).write_bytes(data)
            process = self.start("check", "--no-config", "--fix", ".", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(whole * rng.uniform(0.1, 1.0))
            process.send_signal(rng.choice([signal.SIGINT, signal.SIGTERM]))
            process.wait(60)
            seen.add(process.returncode)
            self.assertEqual(sorted(os.listdir(self.folder)), names)
            for name in names:
                self.assertIn((self.folder / name).read_bytes(), (old[name], new[name]), name)
        self.assertTrue(seen & {-signal.SIGINT, -signal.SIGTERM}, "no run was killed")

    def test_file_changed_while_it_was_checked(self):
        """--fix of a file that is replaced again and again: nobody's bytes are lost."""
        self.many(50)
        target = self.folder / "t1.json"
        process = self.start("check", "--no-config", "--fix", ".", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        written = b""
        while process.poll() is None:
            written = b'{"family": "mine", "containerDefinitions": [] }'
            target.with_suffix(".tmp").write_bytes(written)
            os.replace(target.with_suffix(".tmp"), target)
        if written:
            self.assertTrue(target.read_bytes().startswith(b'{'))
            json.loads(target.read_bytes())

    def test_out_of_memory(self):
        containers = [{"name": f"c{i}", "image": "nginx:latest"} for i in range(50_000)]
        (self.folder / "task.json").write_text(json.dumps({"family": "web", "containerDefinitions": containers}))
        self.many(1200)
        words = 0
        for mib in range(24, 260, 12):  # with less the system does not start the program
            limit = mib << 20
            done = self.ecslint("check", "--no-config", "-f", "concise", "--jobs", "4", "task.json", ".",
                       preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
            self.assertIn(done.returncode, (1, 4), f"{mib} MiB: {done.stderr[:300]!r}")
            if done.returncode == 4:
                self.assertIn(b"ecslint: out of memory", done.stderr)
                words += 1
        self.assertGreater(words, 0)

    def test_no_more_threads(self):
        """With no thread to be had a run is slower, and says the same."""
        self.many(1200)
        one = self.ecslint("check", "--no-config", "-f", "concise", "--jobs", "1", ".")

        def limit():  # the stack of one thread would be more than there is
            resource.setrlimit(resource.RLIMIT_STACK, (150 << 20, 150 << 20))
            resource.setrlimit(resource.RLIMIT_AS, (160 << 20, 160 << 20))
        some = self.ecslint("check", "--no-config", "-f", "concise", "--jobs", "64", ".", preexec_fn=limit)
        self.assertEqual((some.returncode, some.stdout), (one.returncode, one.stdout))

    @unittest.skipUnless(platform.machine() == "x86_64", "clocks are turned back on x86-64 only")
    def test_clock_of_the_day_that_goes_back(self):
        """Durations are none of its business: nothing takes less than no time, and nothing waits until it is later."""
        self.many(20)
        (self.folder / "until.yaml").write_text(  # the day is asked for only where one is written
            "family: web\ncontainerDefinitions:\n  - name: web\n"
            "    image: nginx:latest # ecslint: ignore[IMG001] until 9999-12-31: it is a test\n")
        arguments = ("check", "--no-config", "--statistics", "-f", "json", ".")
        usual = self.ecslint(*arguments)
        done = self.ecslint(*arguments, before=BACKWARDS)
        self.assertEqual((done.returncode, done.stdout), (usual.returncode, usual.stdout))
        self.assertRegex(done.stderr, rb"looked [1-9]\d* times")
        self.assertNotRegex(done.stderr, rb"-\d|nan|inf")
        self.assertRegex(done.stderr, rb"; \d+\.\d+ s\n")

    @unittest.skipUnless(platform.machine() == "x86_64", "clocks are turned back on x86-64 only")
    def test_clock_of_the_day_that_goes_back_in_an_editor(self):
        """A pause in typing ends, and the rest of the folder is checked, all the same."""
        (self.folder / "other.json").write_text(task(1))
        client = Client(self.binary, before=BACKWARDS)
        self.addCleanup(client.process.kill)
        client.initialize(str(self.folder))
        uri, text = f"file://{self.folder}/task.json", task()
        client.open(uri, text)
        before = client.diagnostics(uri, 1)
        client.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": text.replace("wbe", "web")}]})
        after = client.diagnostics(uri, 2)
        self.assertNotEqual([each["code"] for each in after], [each["code"] for each in before])
        self.assertTrue(client.diagnostics(f"file://{self.folder}/other.json"))
        self.assertEqual(client.stop(), 0)

    def test_locale_changes_nothing(self):
        (self.folder / "ü.json").write_text(task())
        runs = [self.ecslint("check", "--no-config", ".", env={"PATH": os.environ["PATH"], "HOME": "/", **env}).stdout
                for env in ({}, {"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}, {"LC_ALL": "tr_TR.UTF-8"}, {"LC_ALL": "de_DE.ISO-8859-1"}, {"LANG": "nonsense"}, {"TERM": "dumb"})]
        self.assertEqual(len(set(runs)), 1)
        self.assertIn("ü.json".encode(), runs[0])

    def test_folder_that_cannot_be_read(self):
        if os.geteuid() == 0:
            self.skipTest("root reads everything")
        (self.folder / "closed").mkdir(mode=0)
        self.assertEqual(self.ecslint("check", "closed").returncode, 3)

    def test_current_folder_is_gone(self):
        gone = self.folder / "gone"
        gone.mkdir()
        done = subprocess.run(["sh", "-c", f"rmdir '{gone}'; '{self.binary}' check --no-config '{self.folder}/task.json' -f concise"], cwd=gone, capture_output=True)
        self.assertEqual(done.returncode, 1)


if __name__ == "__main__":
    program.main()
