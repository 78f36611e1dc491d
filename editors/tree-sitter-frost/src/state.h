// What the scanner remembers from token to token, and how it reads lines ahead.
#ifndef FROST_STATE_H
#define FROST_STATE_H

#include <stddef.h>
#include <stdlib.h>

#include "line.h"
#include "tree_sitter/parser.h"

enum Phase { PHASE_START, PHASE_ITEMS, PHASE_PROSE, PHASE_HEADING, PHASE_CUE, PHASE_CAPITALS };
enum ProseKind { PROSE_ACTION, PROSE_PROPERTY, PROSE_LINE };

#define MOST_BLOCKS 12
#define MOST_NAMES 220

typedef struct {
  uint8_t context;
  // Lines at least this deep belong to the block.
  uint8_t least;
  // Dialogue at the depth of its cue, which a blank line ends.
  bool flat;
} Block;

typedef struct {
  uint8_t phase, form, prose, item, lead;
  // In a heading: how many `#` are still to come before its label.
  uint8_t hashes;
  // The depth of the line that is read.
  uint8_t indent;
  // What may stand under the statement that is read, and under the one that was.
  uint8_t body, pending, pending_least;
  bool pending_flat;
  // The text of the line begins here, its depth is known.
  bool at_text;
  bool blank, joined, in_note, in_string;
  bool last_comma, after_possessive, expect_name, after_over, defines, people, is_shot;
  // Deeper lines below one that nothing fits are no better; 0 if there is none.
  uint8_t unknown_from;
  int32_t last;
  uint8_t block_count;
  Block blocks[MOST_BLOCKS];
  uint8_t name_count;
  // Hashes of the people declared above.
  uint32_t names[MOST_NAMES];
} Scanner;

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }
static void skip(TSLexer *lexer) { lexer->advance(lexer, true); }

static uint8_t context_of(const Scanner *s) { return s->block_count > 0 ? s->blocks[s->block_count - 1].context : IN_MARGIN; }

// The rest of the line; stands at its end then.
static void read_rest(TSLexer *lexer, Line *line) {
  while (lexer->lookahead != '\n' && !lexer->eof(lexer)) {
    push_char(line, lexer->lookahead);
    advance(lexer);
  }
  trim(line);
}

static void read_line(TSLexer *lexer, Line *line) {
  line->length = 0;
  line->last = 0;
  line->cut_off = false;
  read_rest(lexer, line);
}

typedef enum { LINE_TEXT, LINE_BLANK, LINE_COMMENT, LINE_END } LineKind;

// Past a comment that begins with a slash which is read already; stands at the end of its last line.
static void pass_comment(TSLexer *lexer, bool mark) {
  bool block = lexer->lookahead == '*';
  bool opening = block, closed = false;
  int32_t before = 0;
  for (;;) {
    while (lexer->lookahead != '\n' && !lexer->eof(lexer)) {
      int32_t c = lexer->lookahead;
      advance(lexer);
      // The star of `/*` closes nothing.
      closed = closed || (before == '*' && c == '/');
      before = opening ? 0 : c;
      opening = false;
      if (mark && !is_blank(c)) lexer->mark_end(lexer);
    }
    if (!block || lexer->eof(lexer) || closed) return;
    before = 0;
    advance(lexer);
  }
}

static bool scan_comment(TSLexer *lexer) {
  pass_comment(lexer, true);
  lexer->result_symbol = COMMENT;
  return true;
}

// Moves from the end of a line to the text of the next; a comment is passed over, a slash that begins none is lost.
static LineKind next_line(TSLexer *lexer, uint32_t *indent) {
  if (lexer->eof(lexer)) return LINE_END;
  if (lexer->lookahead == '\n') advance(lexer);
  *indent = 0;
  while (is_blank(lexer->lookahead)) {
    *indent += columns(lexer->lookahead);
    advance(lexer);
  }
  if (lexer->eof(lexer)) return LINE_END;
  if (lexer->lookahead == '\n') return LINE_BLANK;
  if (lexer->lookahead != '/') return LINE_TEXT;
  advance(lexer);
  if (lexer->lookahead != '/' && lexer->lookahead != '*') return LINE_TEXT;
  pass_comment(lexer, false);
  return LINE_COMMENT;
}

// The line directly below, with no blank between; comments do not part lines.
static bool directly_below(TSLexer *lexer, Line *line, uint32_t *indent) {
  LineKind kind;
  do kind = next_line(lexer, indent);
  while (kind == LINE_COMMENT);
  if (kind != LINE_TEXT) return false;
  read_line(lexer, line);
  return true;
}

#endif
