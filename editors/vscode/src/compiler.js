// The compiler as a program: its path, and one run of it.
const { execFile } = require('child_process');
const path = require('path');
const vscode = require('vscode');

function path_() {
  return vscode.workspace.getConfiguration('frost').get('path') || 'frost';
}

/** Runs the compiler; resolves to what it printed, rejects with what it said was wrong. */
function run(args, file, token) {
  return new Promise((resolve, reject) => {
    const child = execFile(path_(), args, { cwd: path.dirname(file), maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (token && token.isCancellationRequested) return reject(new vscode.CancellationError());
      if (error && error.code === 'ENOENT') return reject(new Error(`\`${path_()}\` is not there: set \`frost.path\` to the frost executable`));
      if (error) return reject(new Error((stderr || stdout || error.message).trim()));
      resolve(stdout);
    });
    if (token) token.onCancellationRequested(() => child.kill());
  });
}

module.exports = { path: path_, run };
