// Frost in VS Code: the language server, the frame and the board beside the script, the running time.
const vscode = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');
const { Panel } = require('./panel');
const { Running } = require('./running');
const compiler = require('./compiler');

let client;

/** Starts the language server, if the author wants it and the workspace is trusted. */
async function start(running, panel) {
  await stop();
  const settings = vscode.workspace.getConfiguration('frost');
  if (!settings.get('server') || !vscode.workspace.isTrusted) return;
  const server = { command: compiler.path(), args: ['lsp'], transport: TransportKind.stdio };
  client = new LanguageClient('frost', 'Frost', server, {
    documentSelector: [{ language: 'frost', scheme: 'file' }, { language: 'frost', scheme: 'untitled' }],
    initializationOptions: { length: true },
    // Lenses above shots carry the server's commands; their pictures belong in the panel.
    middleware: {
      executeCommand: async (command, args, next) => {
        const argument = args[0] || {};
        const uri = argument.uri && vscode.Uri.parse(argument.uri);
        const open = uri && vscode.workspace.textDocuments.find(d => d.uri.toString() === uri.toString());
        if (open && open.isDirty) await open.save();
        const result = await next(command, [{ ...argument, show: false }]);
        if (!result || !result.path) return result;
        if (result.path.endsWith('.png')) panel.made(command === 'frost.board' ? 'Board' : 'Frame', result.path, argument.shot ? `Shot ${argument.shot}` : '');
        else vscode.env.openExternal(vscode.Uri.file(result.path));
        return result;
      },
    },
  });
  client.onNotification('frost/length', length => running.told(length));
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
    vscode.commands.registerCommand('frost.restart', () => start(running, panel)),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('frost')) start(running, panel);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => start(running, panel)),
  );
  await start(running, panel);
}

module.exports = { activate, deactivate: stop };
