// A panel beside the script that shows a frame of the shot at the cursor, or the board.
const fs = require('fs');
const os = require('os');
const path = require('path');
const vscode = require('vscode');
const compiler = require('./compiler');
const { shotAt } = require('./shots');

class Panel {
  constructor() {
    this.view = undefined;
    this.folder = undefined;
    this.last = undefined;
    this.subscriptions = [
      vscode.workspace.onDidSaveTextDocument(document => {
        // What is shown follows the script.
        if (this.view && this.last && this.last.file === document.uri.fsPath) this.draw(this.last);
      }),
    ];
  }

  script() {
    const editor = vscode.window.activeTextEditor || vscode.window.visibleTextEditors.find(e => e.document.languageId === 'frost');
    if (!editor || editor.document.languageId !== 'frost') {
      vscode.window.showInformationMessage('Frost: open a script first.');
      return undefined;
    }
    return editor;
  }

  async frame() {
    const editor = this.script();
    if (editor) await this.show({ kind: 'frame', document: editor.document, line: editor.selection.active.line });
  }

  async board() {
    const editor = this.script();
    if (editor) await this.show({ kind: 'board', document: editor.document });
  }

  async show({ kind, document, line }) {
    if (document.isUntitled || (document.isDirty && !(await document.save()))) {
      vscode.window.showInformationMessage('Frost: the script is drawn from its file; save it first.');
      return;
    }
    this.last = { kind, file: document.uri.fsPath, document, line };
    await this.draw(this.last);
  }

  out(name) {
    this.folder = this.folder || fs.mkdtempSync(path.join(os.tmpdir(), 'frost-'));
    return path.join(this.folder, name);
  }

  async draw(what) {
    const title = what.kind === 'frame' ? 'Frame' : 'Board';
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Frost: ${title.toLowerCase()}`, cancellable: true }, async (_, token) => {
      try {
        if (what.kind === 'board') {
          const out = this.out('board.png');
          await compiler.run(['board', what.file, '-o', out], what.file, token);
          return this.picture(title, out, path.basename(what.file));
        }
        const plan = JSON.parse(await compiler.run(['plan', '--json', what.file], what.file, token));
        const shot = shotAt(plan, what.document.getText().split(/\r?\n/), what.line);
        if (!shot) throw new Error('there is no shot here');
        const out = this.out('frame.png');
        const at = shot.start + Math.floor(shot.frames / 2);
        await compiler.run(['frame', what.file, '--at', `${at}f`, '-o', out], what.file, token);
        this.picture(title, out, `Shot ${shot.number} · ${shot.size || ''} · frame ${at}`);
      } catch (error) {
        if (error instanceof vscode.CancellationError) return;
        vscode.window.showErrorMessage(`Frost: ${error.message.split('\n').slice(0, 4).join(' ')}`);
      }
    });
  }

  /** A picture that the server made. */
  made(title, file, caption) {
    this.last = undefined;
    this.picture(title, file, caption);
  }

  picture(title, file, caption) {
    if (!this.view) {
      this.view = vscode.window.createWebviewPanel('frost.picture', title, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, { enableScripts: false, localResourceRoots: [] });
      this.view.onDidDispose(() => { this.view = undefined; });
    }
    this.view.title = title;
    const escape = text => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);
    const data = fs.readFileSync(file).toString('base64');
    this.view.webview.html = `<!DOCTYPE html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<style>body{margin:0;padding:12px;color:var(--vscode-descriptionForeground)}img{width:100%;display:block}p{margin:8px 0 0}</style></head>
<body><img alt="${escape(title)}" src="data:image/png;base64,${data}"><p>${escape(caption)}</p></body></html>`;
    this.view.reveal(vscode.ViewColumn.Beside, true);
  }

  dispose() {
    for (const one of this.subscriptions) one.dispose();
    if (this.view) this.view.dispose();
    if (this.folder) fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

module.exports = { Panel };
