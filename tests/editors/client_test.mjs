// SPDX-License-Identifier: Apache-2.0
// A session by vscode-jsonrpc, as a client of LSP 3.17 has it: what older editors do not ask for. Positions in UTF-8, diagnostics
// pulled of a document and of the workspace, progress, inlay hints, rename with prepare, cancellation, folders that come and go,
// settings fetched, suppression by a command whose edit the client applies.
//   node client_test.mjs FOLDER ECSLINT     FOLDER holds task-definition.json and service.yaml
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import rpc from "vscode-jsonrpc/node.js";
import lsp from "vscode-languageserver-protocol";

const [folder, ecslint] = process.argv.slice(2).map((each) => fs.realpathSync(each));
// So many that checking them takes longer than the client needs to show progress.
fs.mkdirSync(path.join(folder, "many"));
for (let i = 0; i < 400; ++i) {
  fs.writeFileSync(path.join(folder, `many/task-${i}.json`), `{"family": "many-${i}", "containerDefinitions": [{"name": "a", "image": "b:1", "memory": 8}]}`);
}
const uriOf = (name) => pathToFileURL(path.join(folder, name)).href;

const server = spawn(ecslint, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
const ended = new Promise((resolve) => server.on("exit", resolve));
const connection = rpc.createMessageConnection(new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin));

// What the server sends unasked.
const progress = [];
const registered = [];
let settings = { inlayHints: true };
let settingsFetched = 0;
let refreshes = 0;
let published = 0;
connection.onRequest("window/workDoneProgress/create", ({ token }) => {
  connection.onProgress(lsp.WorkDoneProgress.type, token, (value) => progress.push(value));
  return null;
});
connection.onRequest("client/registerCapability", ({ registrations }) => (registered.push(...registrations), null));
connection.onRequest("workspace/configuration", ({ items }) => (++settingsFetched, items.map(({ section }) => (section === "ecslint" ? settings : null))));
connection.onRequest("workspace/diagnostic/refresh", () => (++refreshes, null));
connection.onNotification("textDocument/publishDiagnostics", () => ++published);
connection.onNotification("window/logMessage", ({ message }) => console.error(message));

/** Open documents: their text as client and server should both have it. */
const open = new Map();

function offsetOf(text, { line, character }) {
  const lines = text.split("\n");
  const before = lines.slice(0, line).reduce((sum, each) => sum + Buffer.byteLength(each) + 1, 0);
  return before + character;
}

function placeOf(name, words, more = 0) {
  const text = open.get(uriOf(name)).text;
  const at = text.indexOf(words);
  assert.notEqual(at, -1, `${words} is not in ${name}`);
  const before = text.slice(0, at).split("\n");
  return { line: before.length - 1, character: Buffer.byteLength(before.at(-1)) + more };
}

function applied(text, edits) {
  let bytes = Buffer.from(text);
  const sorted = [...edits].sort((a, b) => offsetOf(text, b.range.start) - offsetOf(text, a.range.start));
  for (const { range, newText } of sorted) {
    bytes = Buffer.concat([bytes.subarray(0, offsetOf(text, range.start)), Buffer.from(newText), bytes.subarray(offsetOf(text, range.end))]);
  }
  return bytes.toString();
}

function send(name) {
  const { version, text } = open.get(uriOf(name));
  connection.sendNotification("textDocument/didOpen", { textDocument: { uri: uriOf(name), languageId: name.endsWith("json") ? "json" : "yaml", version, text } });
}

function openFile(name) {
  open.set(uriOf(name), { version: 1, text: fs.readFileSync(path.join(folder, name), "utf8") });
  send(name);
}

function edit(uri, changes) {
  const document = open.get(uri);
  document.text = applied(document.text, changes);
  connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: ++document.version }, contentChanges: changes.map(({ range, newText }) => ({ range, text: newText })) });
}

function replace(name, words, by) {
  edit(uriOf(name), [{ range: { start: placeOf(name, words), end: placeOf(name, words, Buffer.byteLength(words)) }, newText: by }]);
}

/** As a client does it: in open documents as edits, in others and new ones on disk. */
function applyEdit({ documentChanges }) {
  for (const change of documentChanges) {
    const file = new URL(change.kind ? change.uri : change.textDocument.uri);
    if (change.kind === "create") {
      fs.writeFileSync(file, "");
    } else if (open.has(file.href)) {
      assert.equal(change.textDocument.version, open.get(file.href).version);
      edit(file.href, change.edits);
    } else {
      fs.writeFileSync(file, applied(fs.readFileSync(file, "utf8"), change.edits));
      connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: file.href, type: 2 }] });
    }
  }
}
connection.onRequest("workspace/applyEdit", ({ edit }) => (applyEdit(edit), { applied: true }));

connection.listen();
const ask = (...args) => connection.sendRequest(...args);
const document = (name) => ({ textDocument: { uri: uriOf(name) } });
const pull = (name, previousResultId) => ask(lsp.DocumentDiagnosticRequest.method, { ...document(name), previousResultId });
const workspacePull = (previousResultIds = []) => ask(lsp.WorkspaceDiagnosticRequest.method, { previousResultIds });
const codes = (report) => report.items.map((each) => each.code);

async function until(what, condition, seconds = 20) {
  for (let i = 0; i < seconds * 50; ++i) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`no ${what}`);
}

const { capabilities, serverInfo } = await ask(lsp.InitializeRequest.method, {
  processId: process.pid,
  rootUri: null,
  workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "shop" }],
  capabilities: {
    general: { positionEncodings: ["utf-8", "utf-16"] },
    window: { workDoneProgress: true },
    workspace: {
      configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true },
      workspaceEdit: { documentChanges: true, resourceOperations: ["create"] }, didChangeWatchedFiles: { dynamicRegistration: true },
    },
    textDocument: {
      diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true }, inlayHint: {}, rename: { prepareSupport: true },
      hover: { contentFormat: ["markdown"] },
    },
  },
});
assert.equal(serverInfo.name, "ecslint");
assert.equal(capabilities.positionEncoding, "utf-8");
assert.deepEqual(capabilities.diagnosticProvider, { identifier: "ecslint", interFileDependencies: true, workspaceDiagnostics: true });
assert.equal(capabilities.renameProvider.prepareProvider, true);
assert.equal(capabilities.inlayHintProvider, true);
connection.sendNotification("initialized", {});

// Progress from begin to end, watchers, settings.
await until("end of progress", () => progress.some(({ kind }) => kind === "end"));
assert.equal(progress[0].kind, "begin");
const shares = progress.filter(({ kind }) => kind === "report").map(({ percentage }) => percentage);
assert.ok(shares.length > 2 && shares.every((share, i) => share <= 100 && share >= (shares[i - 1] ?? 0)), String(shares));
assert.ok(registered.some(({ method }) => method === "workspace/didChangeWatchedFiles"));
assert.ok(settingsFetched >= 1);

// Of the workspace, also what is not open.
const all = await workspacePull();
const known = all.items.map(({ uri, resultId }) => ({ uri, value: resultId }));
const named = known.map(({ uri }) => uri).filter((uri) => !uri.includes("/many/"));
assert.deepEqual(named.sort(), [uriOf("service.yaml"), uriOf("task-definition.json")]);
assert.deepEqual((await workspacePull(known)).items, []);

// Of a document, unchanged, and changed.
openFile("task-definition.json");
const first = await pull("task-definition.json");
assert.equal(first.kind, "full");
assert.ok(codes(first).includes("NET003") && codes(first).includes("RES001"));
assert.equal((await pull("task-definition.json", first.resultId)).kind, "unchanged");
replace("task-definition.json", '"memory": "512"', '"memory": "1024"');
const second = await pull("task-definition.json", first.resultId);
assert.equal(second.kind, "full");
assert.ok(!codes(second).includes("RES001"));
assert.equal(published, 0, "who pulls gets nothing pushed");

// Positions are bytes: a family of four letters that take seven.
replace("task-definition.json", '"family": "shop-api"', '"family": "shop-api", "tags": [{ "key": "Größe", "value": "🐋" }]');
const behind = await ask(lsp.HoverRequest.method, { ...document("task-definition.json"), position: placeOf("task-definition.json", '"value": "🐋"', 2) });
assert.match(behind.contents.value, /value/);
assert.deepEqual(behind.range.start, placeOf("task-definition.json", '"value": "🐋"'));

// Links follow texts that are not saved: the service's container is there once it is called so, and the client is told to ask again.
const before = (await workspacePull()).items.find(({ uri }) => uri === uriOf("service.yaml"));
const asked = refreshes;
replace("task-definition.json", '"name": "api"', '"name": "backend"');
await until("word that the service's diagnostics are others", () => refreshes > asked);
const after = (await workspacePull([{ uri: uriOf("service.yaml"), value: before.resultId }])).items.find(({ uri }) => uri === uriOf("service.yaml"));
assert.ok(after.items.some(({ message }) => message.includes("backend") || message.includes("api")));
replace("task-definition.json", '"name": "backend"', '"name": "api"');

// Rename, prepared, over two files; the edits are in bytes too.
const place = placeOf("task-definition.json", '"name": "api"', 10);
const prepared = await ask(lsp.PrepareRenameRequest.method, { ...document("task-definition.json"), position: place });
assert.equal(prepared.placeholder, "api");
assert.equal(await ask(lsp.PrepareRenameRequest.method, { ...document("task-definition.json"), position: placeOf("task-definition.json", '"cpu"', 2) }), null);
await assert.rejects(ask(lsp.RenameRequest.method, { ...document("task-definition.json"), position: place, newName: "two words" }), { code: -32602 });
applyEdit(await ask(lsp.RenameRequest.method, { ...document("task-definition.json"), position: place, newName: "backend" }));
assert.match(open.get(uriOf("task-definition.json")).text, /"name": "backend"/);
assert.match(fs.readFileSync(path.join(folder, "service.yaml"), "utf8"), /containerName: backend/);

// Inlay hints, until the settings say otherwise.
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const hints = await ask(lsp.InlayHintRequest.method, { ...document("task-definition.json"), range: whole });
assert.ok(hints.some(({ label }) => label === "= 0.5 vCPU"), JSON.stringify(hints));
assert.ok(hints.some(({ label }) => label === "= 1 GB"));
settings = { inlayHints: false };
connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
await until("settings that are fetched again", async () => (await ask(lsp.InlayHintRequest.method, { ...document("task-definition.json"), range: whole })).length === 0);

// A cancelled request has an answer all the same.
const source = new rpc.CancellationTokenSource();
const cancelled = ask(lsp.WorkspaceDiagnosticRequest.method, { previousResultIds: [] }, source.token);
source.cancel();
await cancelled.then(() => undefined, (error) => assert.equal(error.code, -32800));

// Suppressed with a reason: in YAML by a comment, for JSON in ecslint.toml, which is new.
async function suppress(name, code, reason) {
  const { items } = await pull(name);
  const at = items.find((each) => each.code === code);
  assert.ok(at, `${code} is not in ${name}: ${codes({ items })}`);
  const actions = await ask(lsp.CodeActionRequest.method, { ...document(name), range: at.range, context: { diagnostics: [at] } });
  const { command } = actions.find(({ title }) => title === `Ignore ${code} here, with a reason`);
  await ask(lsp.ExecuteCommandRequest.method, { command: command.command, arguments: [...command.arguments, reason] });
  await until(`silence about ${code}`, async () => !codes(await pull(name)).includes(code));
}
openFile("service.yaml");
await suppress("service.yaml", "HAV001", "one task is enough here");
assert.match(open.get(uriOf("service.yaml")).text, /# ecslint: ignore.*HAV001.*one task is enough here/);
assert.ok(!codes(await pull("service.yaml")).some((code) => code.startsWith("SUP")));
await suppress("task-definition.json", "NET003", "an old agent wants it");
const toml = fs.readFileSync(path.join(folder, "ecslint.toml"), "utf8");
assert.match(toml, /\[\[ignore\]\][^]*NET003[^]*an old agent wants it/);
assert.ok(!codes(await pull("task-definition.json")).some((code) => code.startsWith("SUP")));

// A folder comes, and goes.
const other = fs.mkdtempSync(path.join(folder, "..", "ecslint-other-"));
try {
  fs.writeFileSync(path.join(other, "task.json"), '{"family": "a", "networkMode": "awsvpc", "containerDefinitions": [{"name": "a", "image": "b:1", "memory": 8, "portMappings": [{"containerPort": 1, "hostPort": 2}]}]}');
  const event = { uri: pathToFileURL(other).href, name: "other" };
  const has = async () => (await workspacePull()).items.some(({ uri }) => uri.startsWith(event.uri));
  assert.equal(await has(), false);
  connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added: [event], removed: [] } });
  await until("diagnostics of the new folder", has);
  connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added: [], removed: [event] } });
  await until("silence about it", async () => !(await has()));
} finally {
  fs.rmSync(other, { recursive: true });
}

assert.equal(await ask("shutdown"), null);
await assert.rejects(ask(lsp.HoverRequest.method, { ...document("service.yaml"), position: { line: 0, character: 0 } }), { code: -32600 });
connection.sendNotification("exit");
assert.equal(await ended, 0);
console.log("client: done");
