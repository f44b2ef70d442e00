# SPDX-License-Identifier: Apache-2.0
"""A small client of the language server over its streams, for tests and measurements."""
import json
import os
import queue
import subprocess
import threading
import time


class Client:
    def __init__(self, ecslint, *arguments, cwd=None, before=()):
        self.process = subprocess.Popen([*before, ecslint, "lsp", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=cwd)
        self.messages = queue.Queue()
        self.notifications = []
        self.next_id = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        out = self.process.stdout
        while True:
            length = None
            while True:
                line = out.readline()
                if not line:
                    self.messages.put(None)
                    return
                if line == b"\r\n":
                    break
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            self.messages.put(json.loads(out.read(length)))

    def send_bytes(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send_text(self, text):
        data = text.encode() if isinstance(text, str) else text
        self.send_bytes(b"Content-Length: %d\r\n\r\n" % len(data) + data)

    def notify(self, method, params):
        self.send_text(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}))

    def start(self, method, params):
        self.next_id += 1
        self.send_text(json.dumps({"jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params}))
        return self.next_id

    def next(self, wait=60):
        message = self.messages.get(timeout=wait)
        if message is not None and "method" in message and "id" in message:
            self.send_text(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": None}))
        return message

    def answer(self, number, wait=60):
        """The answer to a request; what else comes is kept."""
        while True:
            message = self.next(wait)
            assert message is not None, "the server has ended"
            if message.get("id") == number and "method" not in message:
                return message
            self.notifications.append(message)

    def request(self, method, params, wait=60):
        return self.answer(self.start(method, params), wait)

    def initialize(self, folder=None, capabilities=None, options=None):
        params = {"processId": os.getpid(), "capabilities": capabilities or {}, "rootUri": folder and "file://" + folder}
        if options:
            params["initializationOptions"] = options
        result = self.request("initialize", params)
        self.notify("initialized", {})
        return result

    def open(self, uri, text, language="json", version=1):
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language, "version": version, "text": text}})

    def diagnostics(self, uri, version=None, wait=60):
        """The next that are published for a document."""
        def fits(message):
            return (message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri
                    and version in (None, message["params"].get("version")))
        for message in self.notifications:
            if fits(message):
                self.notifications.remove(message)
                return message["params"]["diagnostics"]
        end = time.time() + wait
        while True:
            message = self.next(max(0.01, end - time.time()))
            assert message is not None, "the server has ended"
            if fits(message):
                return message["params"]["diagnostics"]
            self.notifications.append(message)

    def stop(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(10)
