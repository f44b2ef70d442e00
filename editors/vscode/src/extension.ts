// SPDX-License-Identifier: Apache-2.0
// The client: finds the program, starts `ecslint lsp`, and adds what the protocol has no words for: a status item,
// commands, the reason for a suppression. What is found and answered is the server's business.
import * as fs from "fs";
import * as path from "path";
import * as vscode from "vscode";
import {
  ExecuteCommandRequest,
  LanguageClient,
  LanguageClientOptions,
  Location,
  Position,
  ServerOptions,
  State,
} from "vscode-languageclient/node";

const RULE_SCHEME = "ecslint-rule";

let client: LanguageClient | undefined;
let log: vscode.LogOutputChannel;
let status: vscode.StatusBarItem;

interface Program {
  path: string;
  origin: string;
}

function onPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder && fs.existsSync(file)) return file;
  }
  return undefined;
}

/** By setting, bundled with the extension, or on PATH. */
function findProgram(context: vscode.ExtensionContext): Program | undefined {
  const name = process.platform === "win32" ? "ecslint.exe" : "ecslint";
  const set = vscode.workspace.getConfiguration("ecslint").get<string>("path", "");
  if (set) return { path: set, origin: "setting ecslint.path" };
  const bundled = context.asAbsolutePath(path.join("bin", name));
  if (fs.existsSync(bundled)) {
    fs.chmodSync(bundled, 0o755); // a vsix does not keep the mode on every system
    return { path: bundled, origin: "bundled" };
  }
  const found = onPath(name);
  return found ? { path: found, origin: "PATH" } : undefined;
}

function show(text: string, tooltip: string, problem = false): void {
  status.text = text;
  status.tooltip = tooltip;
  status.backgroundColor = problem ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
  status.show();
}

async function askReason(code: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: `Ignore ${code} here`,
    prompt: "Why is it acceptable? The reason is written beside it.",
    validateInput: (value) => (value.trim() ? undefined : "a suppression needs a reason"),
  });
}

function clientOptions(): LanguageClientOptions {
  const settings = vscode.workspace.getConfiguration("ecslint");
  return {
    documentSelector: [
      { language: "json" },
      { language: "jsonc" },
      { language: "yaml" },
      { scheme: "file", pattern: "**/*.{template,tpl,tmpl,j2,jsonnet}" },
      { scheme: "file", pattern: "**/ecslint.toml" },
    ],
    synchronize: { configurationSection: "ecslint" },
    initializationOptions: { ...settings, showReferences: true },
    outputChannel: log,
    diagnosticPullOptions: { onChange: true, onSave: true },
    middleware: {
      executeCommand: async (command, args, next) => {
        if (command !== "ecslint.ignore") return next(command, args);
        const reason = await askReason(String(args[1]));
        return reason ? next(command, [...args.slice(0, 3), reason]) : undefined;
      },
    },
  };
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  if (!vscode.workspace.getConfiguration("ecslint").get<boolean>("enable", true)) return show("$(circle-slash) ecslint", "disabled by ecslint.enable");
  const program = findProgram(context);
  if (!program) {
    show("$(warning) ecslint", "ecslint was found neither bundled nor on PATH: set ecslint.path", true);
    return;
  }
  log.info(`starting ${program.path} (${program.origin})`);
  const server: ServerOptions = { command: program.path, args: ["lsp"] };
  client = new LanguageClient("ecslint", "ecslint", server, clientOptions());
  client.onDidChangeState((event) => {
    if (event.newState === State.Running) show("$(check) ecslint", `${program.path} (${program.origin})`);
    if (event.newState === State.Starting) show("$(sync~spin) ecslint", "starting");
    if (event.newState === State.Stopped) show("$(warning) ecslint", "the language server has stopped: ecslint: Restart", true);
  });
  try {
    await client.start();
  } catch (error) {
    log.error(String(error));
    show("$(warning) ecslint", `${program.path} did not start: ${String(error)}`, true);
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  if (running && running.state === State.Running) await running.stop();
}

function command<T>(name: string, ...args: unknown[]): Promise<T> {
  if (!client) throw new Error("ecslint is not running");
  return client.sendRequest(ExecuteCommandRequest.type, { command: name, arguments: args }) as Promise<T>;
}

/** Of the findings at the caret, then of the file. */
function codesHere(): string[] {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return [];
  const code = (each: vscode.Diagnostic) => String(typeof each.code === "object" ? each.code.value : each.code);
  const own = vscode.languages.getDiagnostics(editor.document.uri).filter((each) => each.source === "ecslint");
  const here = own.filter((each) => each.range.contains(editor.selection.active));
  return [...new Set([...here, ...own].map(code))];
}

async function showRule(code?: string): Promise<void> {
  const codes = codesHere();
  const chosen = code ?? (codes.length ? await vscode.window.showQuickPick(codes, { title: "Rule" }) : await vscode.window.showInputBox({ title: "Rule", prompt: "Code or name, such as IAM001" }));
  if (!chosen) return;
  await vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.parse(`${RULE_SCHEME}:${chosen}.md`));
}

async function mendFile(): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri) await command("ecslint.fixAll", uri.toString());
}

async function openConfiguration(): Promise<void> {
  const found = await vscode.workspace.findFiles("**/ecslint.toml", "**/node_modules/**", 20);
  if (found.length === 0) {
    void vscode.window.showInformationMessage("There is no ecslint.toml in this workspace: `ecslint init` writes one.");
    return;
  }
  const names = found.map((each) => vscode.workspace.asRelativePath(each));
  const chosen = found.length === 1 ? names[0] : await vscode.window.showQuickPick(names, { title: "ecslint.toml" });
  if (chosen) await vscode.window.showTextDocument(found[names.indexOf(chosen)]);
}

function showReferences(uri: string, position: Position, locations: Location[]): Thenable<unknown> {
  const place = (at: Position) => new vscode.Position(at.line, at.character);
  return vscode.commands.executeCommand(
    "editor.action.showReferences",
    vscode.Uri.parse(uri),
    place(position),
    locations.map((each) => new vscode.Location(vscode.Uri.parse(each.uri), new vscode.Range(place(each.range.start), place(each.range.end)))),
  );
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  log = vscode.window.createOutputChannel("ecslint", { log: true });
  status = vscode.window.createStatusBarItem("ecslint", vscode.StatusBarAlignment.Right, 90);
  status.name = "ecslint";
  status.command = "ecslint.showLog";
  const restart = async () => {
    await stop();
    await start(context);
  };
  context.subscriptions.push(
    log,
    status,
    vscode.commands.registerCommand("ecslint.restart", restart),
    vscode.commands.registerCommand("ecslint.showRule", showRule),
    vscode.commands.registerCommand("ecslint.mendFile", mendFile),
    vscode.commands.registerCommand("ecslint.openConfiguration", openConfiguration),
    vscode.commands.registerCommand("ecslint.showLog", () => log.show()),
    vscode.commands.registerCommand("ecslint.showReferences", showReferences),
    vscode.workspace.registerTextDocumentContentProvider(RULE_SCHEME, {
      provideTextDocumentContent: (uri) => command<string>("ecslint.explainRule", path.basename(uri.path, ".md")),
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("ecslint.path") || event.affectsConfiguration("ecslint.enable")) void restart();
    }),
  );
  await start(context);
}

export function deactivate(): Promise<void> {
  return stop();
}
