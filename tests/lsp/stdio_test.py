#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The language server over its real streams: bad headers and JSON, large documents, cancellation, clients that die.
usage: tests/lsp/stdio_test.py ECSLINT"""
import json
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lsp_client import Client  # noqa: E402

ECSLINT = os.path.abspath(sys.argv[1])
TASK = '{"family": "a", "networkMode": "awsvpc", "containerDefinitions": [{"name": "a", "image": "b", "memory": 8, "portMappings": [{"containerPort": 1, "hostPort": 2}]}]}'


def started(folder=None):
    client = Client(ECSLINT)
    assert "result" in client.initialize(folder)
    return client


def lives(client):
    answer = client.request("textDocument/hover", {"textDocument": {"uri": "file:///nowhere.json"}, "position": {"line": 0, "character": 0}})
    assert "error" in answer


def error_of(client):
    message = client.next()
    assert message["id"] is None, message
    return message["error"]["code"]


def test_malformed_headers():
    client = started()
    for data in (b"Content-Length: nine\r\n\r\n", b"Nonsense\r\n\r\n", b"Content-Length: 99999999999999999999\r\n\r\n", b"Content-Length: -5\r\n\r\n", b"x" * 9000):
        client.send_bytes(data)
        assert error_of(client) == -32700
    client.send_bytes(b"\r\n\r\ncontent-type: x\r\nCONTENT-LENGTH:  2 \r\n\r\n{}")
    assert error_of(client) == -32600
    lives(client)
    assert client.stop() == 0


def test_malformed_json():
    client = started()
    for text in ("", "{", "nonsense", '{"method": "x"', b"\xff\xfe", '{"a": "\x01"}', "[" * 100000):
        client.send_text(text)
        assert error_of(client) == -32700, text[:20]
    deep = 60000  # valid, and more than what reads it could go down
    client.send_text('{"jsonrpc": "2.0", "id": 7, "method": "x", "params": ' + '{"a": ' * deep + "1" + "}" * deep + "}")
    assert error_of(client) == -32700
    for text in ("3", "[]", "{}", '{"id": 1.5, "method": "x"}', '{"jsonrpc": "2.0"}', '"x"', "null"):
        client.send_text(text)
        assert error_of(client) == -32600, text
    lives(client)
    assert client.stop() == 0


def test_bytes_one_by_one():
    client = started()
    message = b'{"jsonrpc": "2.0", "id": 77, "method": "shutdown"}'
    for byte in b"Content-Length: %d\r\n\r\n" % len(message) + message:
        client.send_bytes(bytes([byte]))
    assert client.answer(77)["result"] is None
    client.notify("exit", None)
    assert client.process.wait(10) == 0


def test_exit_codes():
    client = started()
    client.notify("exit", None)
    assert client.process.wait(10) == 1
    client = started()
    client.request("shutdown", None)
    assert client.request("textDocument/hover", {})["error"]["code"] == -32600
    client.notify("exit", None)
    assert client.process.wait(10) == 0


def test_client_that_dies():
    client = started()
    client.open("file:///a/task.json", TASK)
    client.process.stdin.close()
    assert client.process.wait(10) == 1
    process = subprocess.Popen([ECSLINT, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdout.close()  # nobody reads any more
    message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}})
    try:
        process.stdin.write(f"Content-Length: {len(message)}\r\n\r\n{message}".encode())
        process.stdin.flush()
    except BrokenPipeError:
        pass
    assert process.wait(10) == 1


def big_task(size):
    variables = ",".join('{"name": "V%d", "value": "%s"}' % (i, "x" * 200) for i in range(100))
    container = '{"name": "c%d", "image": "shop:1", "memory": 8, "environment": [' + variables + "]}"
    text = '{"family": "big", "containerDefinitions": [%s]}' % ",\n".join(container % i for i in range(400))
    return text + " " * (size - len(text))


def insertion(uri, version, text="x"):
    place = {"line": 0, "character": 12}
    return {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"range": {"start": place, "end": place}, "text": text}]}


def test_cancellation():
    client = started()
    client.open("file:///a/big.json", big_task(10_000_000))  # it is busy with that for a while
    hover = json.dumps({"jsonrpc": "2.0", "id": "slow", "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///a/big.json"}, "position": {"line": 0, "character": 3}}})
    cancel = json.dumps({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "slow"}})
    client.send_bytes("".join(f"Content-Length: {len(each)}\r\n\r\n{each}" for each in (hover, cancel)).encode())
    assert client.answer("slow")["error"]["code"] == -32800
    client.notify("$/cancelRequest", {"id": "nobody asked this"})
    lives(client)
    assert client.stop() == 0


def test_debounce():
    """What takes long is not begun at every keystroke: one check after the pause, of the last text."""
    client = started()
    uri = "file:///a/big.json"
    client.open(uri, big_task(10_000_000))
    client.diagnostics(uri, 1, wait=120)
    client.notify("textDocument/didChange", insertion(uri, 2))
    start = time.time()
    client.diagnostics(uri, 2, wait=120)
    if time.time() - start < 0.1:
        return print("the machine is too fast to see it", end=" ")
    for version in range(3, 9):
        client.notify("textDocument/didChange", insertion(uri, version))
        time.sleep(0.03)
    client.diagnostics(uri, 8, wait=120)
    shown = [m["params"]["version"] for m in client.notifications if m.get("method") == "textDocument/publishDiagnostics"]
    assert not set(shown) & set(range(3, 8)), shown
    assert client.stop() == 0


def test_large_document():
    client = started()
    uri = "file:///a/big.json"
    client.open(uri, big_task(10_000_000))
    client.diagnostics(uri, 1, wait=120)
    for version in range(2, 12):
        client.notify("textDocument/didChange", insertion(uri, version))
    client.diagnostics(uri, 11, wait=120)
    client.open("file:///a/binary.json", "\x00\x01{family" * 1000)
    client.diagnostics("file:///a/binary.json")
    client.open("file:///a/deep.json", '{"family":' + "[" * 200000)
    client.diagnostics("file:///a/deep.json")
    lives(client)
    assert client.stop() == 0


def test_files_that_come_and_go():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "task.json")
        with open(path, "w") as file:
            file.write(TASK)
        client = started(folder)
        uri = "file://" + path
        assert any(each["code"] == "NET003" for each in client.diagnostics(uri))
        os.remove(path)
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 3}]})
        assert client.diagnostics(uri) == []
        with open(path, "w") as file:
            file.write(TASK)
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 1}]})
        assert any(each["code"] == "NET003" for each in client.diagnostics(uri))
        with open(os.path.join(folder, "ecslint.toml"), "w") as file:
            file.write('ignore = ["NET003"]\n')
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": f"file://{folder}/ecslint.toml", "type": 1}]})
        assert not any(each["code"] == "NET003" for each in client.diagnostics(uri))
        assert client.stop() == 0


def write(folder, name, text):
    with open(os.path.join(folder, name), "w") as file:
        file.write(text)
    return {"uri": f"file://{folder}/{name}", "type": 2}


def becomes(client, uri, expected):
    """Until these codes are what is shown; what was under way before may come first."""
    end = time.time() + 30
    while {each["code"] for each in client.diagnostics(uri, 1, wait=end - time.time())} != expected:
        pass


def test_what_is_linked_to_a_file_on_disk_that_changed():
    with tempfile.TemporaryDirectory() as folder:
        service = '{"serviceName": "s", "cluster": "c", "taskDefinition": "shop", "desiredCount": 2}'
        task = '{"family": "%s", "networkMode": "awsvpc", "containerDefinitions": [{"name": "a", "image": "x/a:1", "memory": 64}]}'
        write(folder, "task.json", task % "shop")
        write(folder, "service.json", service)
        client = Client(ECSLINT)
        client.initialize(folder, {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}, {"select": ["NET004"]})
        uri = f"file://{folder}/service.json"
        client.open(uri, service)
        becomes(client, uri, {"NET004"})
        client.notify("workspace/didChangeWatchedFiles", {"changes": [write(folder, "task.json", task % "other")]})
        becomes(client, uri, set())
        client.notify("workspace/didChangeWatchedFiles", {"changes": [write(folder, "task.json", task % "shop")]})
        becomes(client, uri, {"NET004"})
        os.remove(f"{folder}/task.json")
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": f"file://{folder}/task.json", "type": 3}]})
        becomes(client, uri, set())
        assert client.stop() == 0


RULE = """
code = "SHOP001"
name = "family-of-the-shop"
summary = "A family that is not the shop's"
severity = "warning"
subject = "taskDefinition"
assert = 'taskDefinition.family.startsWith("%s")'
at = "taskDefinition.family"
message = "family {taskDefinition.family} is not the shop's"
help = "Families of the shop begin with its name."
tags = ["naming"]
since = "1.0"
"""


def test_configuration_baselines_and_packs_are_read_again():
    """Both by clients that watch files and by those that only save."""
    for watches in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            write(folder, "task.json", TASK)
            uri = f"file://{folder}/task.json"
            baseline = subprocess.run([ECSLINT, "check", "--select", "NET003", "--write-baseline", "base.json", "task.json"], cwd=folder, capture_output=True)
            assert baseline.returncode == 0, baseline
            known = open(f"{folder}/base.json").read()
            write(folder, "base.json", '{"version": 1, "findings": []}')
            os.mkdir(f"{folder}/pack")
            write(folder, "pack/SHOP001-family-of-the-shop.toml", RULE % "shop")
            write(folder, "ecslint.toml", 'packs = "pack"\n')
            client = Client(ECSLINT)
            capabilities = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}} if watches else {}
            client.initialize(folder, capabilities, {"baseline": "base.json", "select": ["NET003", "SHOP001"]})
            client.open(uri, TASK)
            becomes(client, uri, {"NET003", "SHOP001"})

            def changed(name, text, expected):
                change = write(folder, name, text)
                if watches:
                    client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
                else:
                    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
                becomes(client, uri, expected)

            changed("base.json", known, {"SHOP001"})
            changed("pack/SHOP001-family-of-the-shop.toml", RULE % "a", set())
            changed("pack/SHOP001-family-of-the-shop.toml", RULE % "b", {"SHOP001"})
            changed("ecslint.toml", 'packs = "pack"\nignore = ["SHOP001"]\n', set())
            assert client.stop() == 0


for name, test in list(globals().items()):
    if name.startswith("test_"):
        start = time.time()
        test()
        print(f"{name}: ok, {time.time() - start:.2f} s")
