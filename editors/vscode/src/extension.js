// Frost in VS Code: the language server, the frame and the board beside the script, the running time.
const vscode = require('vscode');
const { LanguageClient, TransportKind, State } = require('vscode-languageclient/node');
const { Panel } = require('./panel');
const { Running } = require('./running');
const compiler = require('./compiler');

let client;

/** Starts the language server, if the author wants it and the workspace is trusted. */
async function start(context, running) {
  await stop();
  const settings = vscode.workspace.getConfiguration('frost');
  if (!settings.get('server') || !vscode.workspace.isTrusted) return;
  const server = { command: compiler.path(), args: ['lsp'], transport: TransportKind.stdio };
  client = new LanguageClient('frost', 'Frost', server, {
    documentSelector: [{ language: 'frost', scheme: 'file' }, { language: 'frost', scheme: 'untitled' }],
    initializationOptions: { length: true },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/{*.frost,frost.toml,frost.lock}') },
  });
  client.onNotification('frost/length', length => running.told(length));
  client.onDidChangeState(change => running.server(change.newState === State.Running));
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const choice = await vscode.window.showWarningMessage(
      `Frost: the language server did not start (${error.message}). Colours and snippets work without it.`, 'Settings');
    if (choice) vscode.commands.executeCommand('workbench.action.openSettings', 'frost.path');
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) await running.stop().catch(() => {});
}

async function activate(context) {
  const running = new Running();
  const panel = new Panel();
  context.subscriptions.push(
    running, panel,
    vscode.commands.registerCommand('frost.frame', () => panel.frame()),
    vscode.commands.registerCommand('frost.storyboard', () => panel.board()),
    vscode.commands.registerCommand('frost.restart', () => start(context, running)),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('frost')) start(context, running);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => start(context, running)),
  );
  await start(context, running);
}

module.exports = { activate, deactivate: stop };
