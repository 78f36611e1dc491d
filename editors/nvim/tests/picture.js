// Neovim as an author sees it, with an error in the script: run in tmux, its cells drawn by Chromium. The picture goes to
// FROST_SHOTS/nvim.png. FROST: the compiler; CHROMIUM: the browser. Needs puppeteer-core, which NODE_PATH says where to find.
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const puppeteer = require('puppeteer-core');

const COLUMNS = 118;
const ROWS = 30;
const root = path.resolve(__dirname, '../../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'frost-nvim-'));
const socket = path.join(folder, 'tmux');
const tmux = (...args) => execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], { encoding: 'utf8' });
const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

const SCRIPT = fs.readFileSync(path.join(root, 'editors/vscode/test/browser.js'), 'utf8').match(/const SCRIPT = `([^`]*)`/)[1].replace('85mm', '85mm, hihg angle');

// The server's problems are there when its message is in a line.
const LUA = `
vim.opt.runtimepath:prepend('${folder}/nvim')
vim.cmd('filetype plugin indent on')
vim.cmd('runtime! plugin/frost.lua')
vim.opt.termguicolors = true
vim.opt.number = true
vim.opt.cursorline = true
vim.opt.signcolumn = 'yes'
vim.opt.swapfile = false
vim.opt.background = 'dark'
vim.cmd('colorscheme slate')
for _, look in ipairs({ 'Normal guibg=#1f1f1f guifg=#d4d4d4', 'SignColumn guibg=NONE', 'CursorLine guibg=#2a2a2a', 'StatusLine guibg=#3a3a3a guifg=#d4d4d4 gui=NONE', 'Type guifg=#4ec9b0 gui=NONE', 'Operator guifg=#c586c0', 'DiagnosticError guifg=#f48771', 'DiagnosticUnderlineError gui=underline' }) do
  vim.cmd('highlight ' .. look)
end
local frost = require('frost')
frost.setup({ command = { '${path.resolve(process.env.FROST)}', 'lsp' } })
assert(frost.build())
vim.cmd('edit ${folder}/film.frost')
vim.cmd('normal! 24G')
`;

/** The cells of a terminal as HTML; only what Neovim sends: colours, bold, italic, underline, reverse. */
function html(cells) {
  const escape = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const basic = ['#000', '#c33', '#3a3', '#aa3', '#36c', '#a3a', '#3aa', '#ccc', '#666', '#f66', '#6f6', '#ff6', '#69f', '#f6f', '#6ff', '#fff'];
  const indexed = n => n < 16 ? basic[n] : n > 231 ? `rgb(${8 + (n - 232) * 10},${8 + (n - 232) * 10},${8 + (n - 232) * 10})` : `rgb(${[36, 6, 1].map(d => [0, 95, 135, 175, 215, 255][Math.floor((n - 16) / d) % 6]).join(',')})`;
  let out = '';
  let style = {};
  for (const part of cells.split(/(\x1b\[[0-9;:]*m)/)) {
    const codes = /^\x1b\[([0-9;:]*)m$/.exec(part);
    if (!codes) {
      const [fg, bg] = style.reverse ? [style.bg || '#1f1f1f', style.fg || '#d4d4d4'] : [style.fg, style.bg];
      const css = [fg && `color:${fg}`, bg && `background:${bg}`, style.bold && 'font-weight:bold', style.italic && 'font-style:italic', style.under && 'text-decoration:underline'].filter(Boolean).join(';');
      if (part) out += `<span style="${css}">${escape(part)}</span>`;
      continue;
    }
    const numbers = codes[1].split(';').map(n => n.split(':').map(Number));
    for (let i = 0; i < numbers.length; i++) {
      const [n, sub] = numbers[i];
      if (!n) style = {};
      else if (n === 1) style.bold = true;
      else if (n === 3) style.italic = true;
      else if (n === 4) style.under = sub !== 0;
      else if (n === 7) style.reverse = true;
      else if (n === 22) style.bold = false;
      else if (n === 23) style.italic = false;
      else if (n === 24) style.under = false;
      else if (n === 27) style.reverse = false;
      else if (n === 38 || n === 48) {
        const rgb = numbers[i + 1][0] === 2;
        style[n === 38 ? 'fg' : 'bg'] = rgb ? `rgb(${numbers.slice(i + 2, i + 5).map(v => v[0]).join(',')})` : indexed(numbers[i + 2][0]);
        i += rgb ? 4 : 2;
      } else if (n === 39) style.fg = undefined;
      else if (n === 49) style.bg = undefined;
      else if (n >= 30 && n <= 37) style.fg = basic[n - 30];
      else if (n >= 40 && n <= 47) style.bg = basic[n - 40];
      else if (n >= 90 && n <= 97) style.fg = basic[n - 82];
      else if (n >= 100 && n <= 107) style.bg = basic[n - 92];
    }
  }
  return `<!doctype html><meta charset="utf-8"><body style="margin:0;background:#1f1f1f"><pre style="margin:0;padding:10px;display:inline-block;font:14px/18px 'DejaVu Sans Mono',monospace;color:#d4d4d4">${out}</pre>`;
}

async function main() {
  execFileSync('cp', ['-rL', path.join(root, 'editors/nvim'), path.join(root, 'editors/tree-sitter-frost'), folder]);
  fs.writeFileSync(path.join(folder, 'film.frost'), SCRIPT);
  fs.writeFileSync(path.join(folder, 'init.lua'), LUA);
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_STATE_HOME: folder, LANG: 'C.UTF-8' };
  execFileSync('tmux', ['-S', socket, '-f', '/dev/null', '-u', 'new-session', '-d', '-x', String(COLUMNS), '-y', String(ROWS), `nvim -u ${path.join(folder, 'init.lua')}`], { env });
  let browser;
  try {
    let cells = '';
    for (let i = 0; !/high angle/.test(cells) && i < 150; i++) {
      await wait(200);
      cells = tmux('capture-pane', '-p', '-t', '0');
    }
    if (!/high angle/.test(cells)) throw new Error(`the error is not seen:\n${cells}`);
    await wait(500);
    const drawn = tmux('capture-pane', '-e', '-p', '-t', '0');
    if (!/\x1b\[[0-9;]*38;2;/.test(drawn)) throw new Error('there are no colours');
    browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--force-device-scale-factor=1'] });
    const page = await browser.newPage();
    await page.setContent(html(drawn.trimEnd()));
    await (await page.$('pre')).screenshot({ path: path.join(path.resolve(process.env.FROST_SHOTS), 'nvim.png') });
    console.log('Neovim: the error is seen');
  } finally {
    if (browser) await browser.close().catch(() => {});
    try { tmux('kill-server'); } catch { /* it is gone already */ }
    await wait(1000);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  }
}

main().then(() => process.exit(0), error => {
  console.error(error);
  process.exit(1);
});
