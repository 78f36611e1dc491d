// Every word of every example and suite case: the TextMate grammar gives it the class that the compiler gives it.
// FROST_WORDS is the file that `cargo test --test editors` writes.
const fs = require('fs');
const path = require('path');
const { Registry, INITIAL } = require('vscode-textmate');
const { loadWASM, createOnigScanner, createOnigString } = require('vscode-oniguruma');

// The last part that names a class wins; the order is that of inner before outer.
const CLASSES = [
  ['comment.block.note', 'note'], ['comment.', 'comment'], ['variable.parameter', 'param'],
  ['entity.name.label', 'label'], ['keyword.control.heading', 'heading'], ['entity.name.section', 'heading'],
  ['entity.name.function.cue', 'cue'], ['string.other.extension', 'extension'], ['string.other.parenthetical', 'parenthetical'],
  ['keyword.control.transition', 'transition'], ['keyword.control', 'keyword'], ['keyword.operator.word', 'joint'],
  ['support.type.size', 'size'], ['support.constant.camera', 'camera'], ['support.function.move', 'move'],
  ['support.constant.light', 'light'], ['support.constant.stage', 'stage'], ['storage.modifier', 'modifier'],
  ['entity.name.type', 'name'], ['variable.other.reference', 'reference'], ['string.quoted', 'string'], ['constant.character.escape', 'string'],
  ['constant.numeric', 'number'], ['constant.other.colour', 'colour'], ['string.unquoted.text', 'text'],
  ['string.unquoted.prose', 'prose'], ['meta.dialogue', 'dialogue'], ['meta.action', 'action'],
];

function classOf(scopes) {
  for (const scope of [...scopes].reverse()) {
    const found = CLASSES.find(([prefix]) => scope.startsWith(prefix));
    if (found) return found[1];
  }
  return 'none';
}

// What one line cannot show, and how often it is met: each is a line that only its neighbours below, or a declaration,
// make what it is.
function hidden(word, wanted, got) {
  // A name in title case that is declared is a cue; capitals over no speech are action.
  if (wanted === 'cue' && ['action', 'transition', 'dialogue'].includes(got)) return 'a cue that only its declaration or its speech shows';
  if (wanted === 'action' && ['cue', 'extension', 'dialogue', 'parenthetical'].includes(got)) return 'capitals under which nobody speaks';
  if (['dialogue', 'parenthetical', 'extension'].includes(wanted) && got === 'action') return 'speech under a cue that was not seen';
  return undefined;
}

async function main() {
  const wasm = fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const file = path.join(__dirname, '../syntaxes/frost.tmLanguage.json');
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => JSON.parse(fs.readFileSync(file, 'utf8')),
  });
  const grammar = await registry.loadGrammar('source.frost');
  const scripts = JSON.parse(fs.readFileSync(process.env.FROST_WORDS, 'utf8'));
  let count = 0;
  const wrong = [];
  const unseen = {};
  for (const script of scripts) {
    const lines = script.text.split('\n');
    const tokens = [];
    let state = INITIAL;
    for (const line of lines) {
      const result = grammar.tokenizeLine(line.replace(/^\ufeff|\r$/g, m => (m === '\r' ? '' : ' ')), state);
      tokens.push(result.tokens);
      state = result.ruleStack;
    }
    for (const [line, column, word, wanted] of script.words) {
      count++;
      const token = tokens[line].find(t => t.startIndex <= column && column < t.endIndex);
      const got = token ? classOf(token.scopes) : 'none';
      if (got === wanted) continue;
      const reason = hidden(word, wanted, got);
      if (reason) unseen[reason] = (unseen[reason] || 0) + 1;
      else wrong.push(`${script.from}:${line + 1} \`${word}\` is ${wanted} and not ${got}: ${lines[line]}`);
    }
  }
  const limit = process.env.FROST_ALL ? wrong.length : 60;
  for (const line of wrong.slice(0, limit)) console.error(line);
  console.log(`${count} words in ${scripts.length} scripts; ${wrong.length} of another class`);
  for (const [reason, times] of Object.entries(unseen)) console.log(`  ${times} that one line cannot show: ${reason}`);
  const few = Object.values(unseen).every(times => times < count / 100);
  if (wrong.length > 0 || !few || count < 10000) process.exit(1);
}

main();
