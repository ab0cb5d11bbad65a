// Starts `planlint lsp` and stops it; everything else is the server's.
"use strict";

const fs = require("node:fs");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { serverCommand } = require("./command");

const INSTALL = "How to install planlint";
const PAGE = "https://github.com/planlint/planlint/blob/main/docs/language-server.md";

let client;

async function start() {
  // A folder that nobody trusts must not choose the program that runs.
  const trusted = vscode.workspace.isTrusted;
  const settings = vscode.workspace.getConfiguration("planlint");
  const folders = trusted ? (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath) : [];
  const run = serverCommand(trusted ? settings.get("command", []) : [], folders, fs.existsSync, process.platform);
  client = new LanguageClient("planlint", "planlint", run, {
    documentSelector: [{ scheme: "file", language: "toml" }],
    initializationOptions: { schema: settings.get("schema", true) },
  });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const answer = await vscode.window.showWarningMessage(`planlint cannot be started: ${error.message ?? error}`, INSTALL);
    if (answer === INSTALL) {
      await vscode.env.openExternal(vscode.Uri.parse(PAGE));
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("planlint.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("planlint") && restart()),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
