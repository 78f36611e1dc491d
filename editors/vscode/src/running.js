// The running time in the status bar: from the server with every change, else from the plan with every save.
const vscode = require('vscode');
const compiler = require('./compiler');

function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

class Running {
  constructor() {
    this.item = vscode.window.createStatusBarItem('frost.running', vscode.StatusBarAlignment.Right, 90);
    this.item.name = 'Frost: running time';
    this.item.command = 'frost.storyboard';
    this.lengths = new Map();
    this.turn = 0;
    this.subscriptions = [
      this.item,
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.workspace.onDidSaveTextDocument(document => this.measure(document)),
    ];
    this.show();
  }

  /** What the server says after each version of a script. */
  told(length) {
    this.lengths.set(vscode.Uri.parse(length.uri).toString(), { seconds: length.seconds, shots: length.shots });
    this.show();
  }

  document() {
    const editor = vscode.window.activeTextEditor;
    return editor && editor.document.languageId === 'frost' ? editor.document : undefined;
  }

  show() {
    const document = this.document();
    if (!document) return this.item.hide();
    const length = this.lengths.get(document.uri.toString());
    if (!length) {
      this.item.hide();
      this.measure(document);
      return;
    }
    this.item.text = `$(clock) ${clock(length.seconds)}`;
    this.item.tooltip = `Running time ${clock(length.seconds)}, ${length.shots} ${length.shots === 1 ? 'shot' : 'shots'}`;
    this.item.show();
  }

  /** Asks the plan of a saved script; of two answers the later question's counts. */
  async measure(document) {
    if (document.languageId !== 'frost' || document.uri.scheme !== 'file' || !vscode.workspace.isTrusted) return;
    const turn = ++this.turn;
    try {
      const plan = JSON.parse(await compiler.run(['plan', '--json', document.uri.fsPath], document.uri.fsPath));
      if (turn !== this.turn) return;
      const [frames, per] = plan.film.rate;
      this.lengths.set(document.uri.toString(), { seconds: plan.film.frames * per / frames, shots: plan.shots.length });
    } catch {
      // A script with errors has no plan; the last length that was known stays.
      return;
    }
    this.show();
  }

  dispose() {
    for (const one of this.subscriptions) one.dispose();
  }
}

module.exports = { Running, clock };
