// Reads the words of Frost: what a line is (start.h), the parts of its statements (items.h), and prose.
#include <string.h>

#include "items.h"
#include "start.h"

// A value in braces: `{city}`.
static bool scan_param(TSLexer *lexer) {
  advance(lexer);
  if (lexer->lookahead < 'a' || lexer->lookahead > 'z') return false;
  while ((lexer->lookahead >= 'a' && lexer->lookahead <= 'z') || is_digit(lexer->lookahead) || lexer->lookahead == '_' || lexer->lookahead == '-') advance(lexer);
  if (lexer->lookahead != '}') return false;
  advance(lexer);
  lexer->mark_end(lexer);
  return true;
}

// Whether the paragraph closes a note after the end of this line.
static bool closed_below(TSLexer *lexer) {
  int32_t before = 0;
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    if (c == '\n' && before == '\n') return false;
    if (c == ']' && before == ']') return true;
    if (!is_blank(c)) before = c;
    advance(lexer);
  }
  return false;
}

// Whether prose goes on below the end of this line.
static bool prose_goes_on(Scanner *s, TSLexer *lexer) {
  Line line;
  uint32_t indent;
  if (s->prose == PROSE_PROPERTY) return next_line(lexer, &indent) == LINE_TEXT && indent > s->indent;
  if (s->prose != PROSE_ACTION) return false;
  LineKind kind;
  do kind = next_line(lexer, &indent);
  while (kind == LINE_COMMENT);
  if (kind != LINE_TEXT) return false;
  if (indent > s->indent) return true;
  if (indent < s->indent) return false;
  int32_t last = s->last;
  if (last == '.' || last == '!' || last == '?' || last == 0x2026 || last == ':' || last == 0x201d || last == '"' || last == ')' || last == 0x2014) return false;
  read_line(lexer, &line);
  if (!is_small(at(&line, 0))) return false;
  uint32_t length = directive(&line);
  return length == 0 || !(opens(IN_SHOT, &line, length) || opens(IN_SCENE, &line, length));
}

static bool end_line(Scanner *s, TSLexer *lexer, bool goes_on) {
  if (goes_on) {
    s->joined = true;
    lexer->result_symbol = JOIN;
    return true;
  }
  s->phase = PHASE_START;
  s->at_text = s->blank = s->joined = s->in_note = s->in_string = false;
  s->pending = s->body;
  s->body = IN_NONE;
  lexer->result_symbol = NEWLINE;
  return true;
}

static bool scan_prose(Scanner *s, TSLexer *lexer) {
  while (is_blank(lexer->lookahead) || (s->joined && lexer->lookahead == '\n')) skip(lexer);
  if (s->joined && s->prose == PROSE_ACTION && lexer->lookahead == '/') {
    lexer->mark_end(lexer);
    advance(lexer);
    if (lexer->lookahead == '/' || lexer->lookahead == '*') return scan_comment(lexer);
  }
  lexer->mark_end(lexer);
  if (lexer->lookahead == '\n' || lexer->eof(lexer)) return end_line(s, lexer, prose_goes_on(s, lexer));
  s->joined = false;
  if (s->in_note) {
    int32_t before = 0;
    while (lexer->lookahead != '\n' && !lexer->eof(lexer)) {
      int32_t c = lexer->lookahead;
      advance(lexer);
      if (!is_blank(c)) lexer->mark_end(lexer);
      if (c == ']' && before == ']') {
        s->in_note = false;
        s->last = ']';
        break;
      }
      before = c;
    }
    lexer->result_symbol = NOTE;
    return true;
  }
  bool first = true;
  int32_t before = 0;
  while (lexer->lookahead != '\n' && !lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    if (c == '{' && before != '\\') {
      if (!first) break;
      if (scan_param(lexer)) {
        s->last = '}';
        lexer->result_symbol = PARAM;
        return true;
      }
      lexer->mark_end(lexer);
      first = false;
      before = 0;
      continue;
    }
    advance(lexer);
    if (c == '[' && lexer->lookahead == '[') {
      if (!first) break;
      advance(lexer);
      int32_t last = 0;
      while (lexer->lookahead != '\n' && !lexer->eof(lexer)) {
        int32_t d = lexer->lookahead;
        advance(lexer);
        if (!is_blank(d)) lexer->mark_end(lexer);
        if (d == ']' && last == ']') {
          s->last = ']';
          lexer->result_symbol = NOTE;
          return true;
        }
        last = d;
      }
      if (closed_below(lexer)) {
        s->in_note = true;
        lexer->result_symbol = NOTE;
        return true;
      }
      s->last = last;
      break;
    }
    if (!is_blank(c)) {
      lexer->mark_end(lexer);
      s->last = c;
    }
    before = c;
    first = false;
  }
  lexer->result_symbol = PROSE;
  return true;
}

// Behind the prefix of a heading: how many `#` stand before the one that opens its label, which closes the line or is the
// last word of its own between two. Those are part of a place, `FLAT #4`; where there is no label, all of them are.
static uint8_t before_label(TSLexer *lexer) {
  uint8_t count = 0;
  bool filled = false, closed = false, holds = false;
  int32_t before = ' ';
  uint8_t word = UINT8_MAX, opened = UINT8_MAX;
  while (lexer->lookahead != '\n' && !lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    advance(lexer);
    // A comment ends what counts.
    if (c == '/' && is_blank(before) && lexer->lookahead == '/') break;
    if (c == '#') {
      bool ends = is_blank(lexer->lookahead) || lexer->lookahead == '\n' || lexer->eof(lexer);
      if (is_blank(before)) {
        opened = count;
      } else {
        if (ends && opened != UINT8_MAX && before != '#') word = opened;
        opened = UINT8_MAX;
      }
    } else if (is_blank(c)) {
      opened = UINT8_MAX;
    }
    if (c == '#') {
      if (count < UINT8_MAX - 1) count++;
      // Something stands between the last two.
      holds = filled;
      filled = false;
      closed = true;
    } else if (!is_blank(c)) {
      filled = true;
      closed = false;
    }
    before = c;
  }
  return closed && holds && count > 1 ? count - 2 : word;
}

// `INT. HOUSE - KITCHEN - NIGHT #12A#`
static bool scan_heading(Scanner *s, TSLexer *lexer) {
  while (is_blank(lexer->lookahead)) skip(lexer);
  lexer->mark_end(lexer);
  int32_t c = lexer->lookahead;
  if (c == '\n' || lexer->eof(lexer)) return end_line(s, lexer, false);
  if (s->lead > 0) {
    while (s->lead-- > 0) advance(lexer);
    s->lead = 0;
    lexer->mark_end(lexer);
    lexer->result_symbol = MARK;
    return true;
  }
  if (s->item == 0) {
    bool pointed = false;
    while (!is_blank(lexer->lookahead) && lexer->lookahead != '\n' && !lexer->eof(lexer)) {
      if (pointed && lexer->lookahead != '/') break;
      pointed = lexer->lookahead == '.';
      advance(lexer);
    }
    lexer->mark_end(lexer);
    s->item = 1;
    s->hashes = before_label(lexer);
    lexer->result_symbol = PREFIX;
    return true;
  }
  if (c == '{') {
    if (scan_param(lexer)) {
      lexer->result_symbol = PARAM;
      return true;
    }
    // A brace that nothing closes is a part of what stands there: no token is empty.
    lexer->mark_end(lexer);
  }
  if (c == '#' && s->hashes == 0) {
    do advance(lexer);
    while (lexer->lookahead != '#' && lexer->lookahead != '\n' && !lexer->eof(lexer));
    if (lexer->lookahead == '#') advance(lexer);
    lexer->mark_end(lexer);
    lexer->result_symbol = LABEL;
    return true;
  }
  if (c == '/') {
    advance(lexer);
    if (lexer->lookahead == '/') return scan_comment(lexer);
    lexer->mark_end(lexer);
  }
  if (c == '-') {
    advance(lexer);
    lexer->mark_end(lexer);
    s->item = 2;
    lexer->result_symbol = MARK;
    return true;
  }
  // A segment; the last of them is the hour.
  bool more = false;
  while (lexer->lookahead != '\n' && !lexer->eof(lexer) && lexer->lookahead != '{') {
    if (!is_blank(lexer->lookahead)) {
      if (lexer->lookahead == '#' && s->hashes-- == 0) {
        s->hashes = 0;
        break;
      }
      advance(lexer);
      lexer->mark_end(lexer);
      continue;
    }
    while (is_blank(lexer->lookahead)) advance(lexer);
    if ((lexer->lookahead == '#' && s->hashes == 0) || lexer->lookahead == '{') break;
    if (lexer->lookahead == '/') {
      advance(lexer);
      if (lexer->lookahead == '/') break;
      lexer->mark_end(lexer);
    } else if (lexer->lookahead == '-') {
      advance(lexer);
      more = is_blank(lexer->lookahead);
      if (more) break;
      lexer->mark_end(lexer);
    }
  }
  lexer->result_symbol = s->item == 2 && !more ? TIME : PLACE;
  return true;
}

// `@MARA (V.O.) ^`
static bool scan_cue(Scanner *s, TSLexer *lexer) {
  while (is_blank(lexer->lookahead)) skip(lexer);
  lexer->mark_end(lexer);
  int32_t c = lexer->lookahead;
  if (c == '\n' || lexer->eof(lexer)) return end_line(s, lexer, false);
  if (c == '/') {
    advance(lexer);
    if (lexer->lookahead == '/') return scan_comment(lexer);
    lexer->mark_end(lexer);
  }
  if (s->item == 0) {
    s->item = 1;
    int32_t before = 0;
    while (lexer->lookahead != '\n' && !lexer->eof(lexer) && !is_open(lexer->lookahead) && lexer->lookahead != '^') {
      int32_t now = lexer->lookahead;
      if (now == '/' && is_blank(before)) {
        advance(lexer);
        if (lexer->lookahead == '/') break;
        lexer->mark_end(lexer);
        before = now;
        continue;
      }
      advance(lexer);
      if (!is_blank(now) && now != ':') lexer->mark_end(lexer);
      before = now;
    }
    lexer->result_symbol = CUE_NAME;
    return true;
  }
  if (is_open(c)) {
    while (lexer->lookahead != '\n' && !lexer->eof(lexer)) {
      bool closes = is_close(lexer->lookahead);
      bool gap = is_blank(lexer->lookahead);
      advance(lexer);
      if (!gap) lexer->mark_end(lexer);
      if (closes) break;
    }
    lexer->result_symbol = EXTENSION;
    return true;
  }
  advance(lexer);
  lexer->mark_end(lexer);
  lexer->result_symbol = c == '^' ? DUAL : MARK;
  return true;
}

// The whole of a line in capitals.
static bool scan_capitals(Scanner *s, TSLexer *lexer) {
  while (is_blank(lexer->lookahead)) skip(lexer);
  lexer->mark_end(lexer);
  if (lexer->lookahead == '\n' || lexer->eof(lexer)) return end_line(s, lexer, false);
  while (lexer->lookahead != '\n' && !lexer->eof(lexer)) {
    bool gap = is_blank(lexer->lookahead);
    advance(lexer);
    if (!gap) lexer->mark_end(lexer);
  }
  lexer->result_symbol = TRANSITION_WORD;
  return true;
}

static bool scan_items(Scanner *s, TSLexer *lexer) {
  bool space = false;
  while (!s->in_string && (is_blank(lexer->lookahead) || (s->joined && lexer->lookahead == '\n'))) {
    skip(lexer);
    space = true;
  }
  lexer->mark_end(lexer);
  if (lexer->lookahead == '\n' || lexer->eof(lexer)) return end_line(s, lexer, !s->in_string && items_go_on(s, lexer));
  if (lexer->lookahead == '/' && !s->in_string) {
    advance(lexer);
    if (lexer->lookahead == '/' && space) return scan_comment(lexer);
    s->joined = false;
    lexer->mark_end(lexer);
    lexer->result_symbol = MARK;
    return true;
  }
  s->joined = false;
  if (lexer->lookahead == '{') {
    s->last_comma = s->after_possessive = s->expect_name = false;
    bool value = scan_param(lexer);
    if (!value && s->in_string) return scan_item(s, lexer);
    if (!value) lexer->mark_end(lexer);
    lexer->result_symbol = value ? PARAM : MARK;
    return true;
  }
  return scan_item(s, lexer);
}

void *tree_sitter_frost_external_scanner_create(void) {
  Scanner *s = calloc(1, sizeof(Scanner));
  if (s) s->pending = s->body = IN_NONE;
  return s;
}

void tree_sitter_frost_external_scanner_destroy(void *payload) { free(payload); }

unsigned tree_sitter_frost_external_scanner_serialize(void *payload, char *buffer) {
  const Scanner *s = payload;
  uint32_t fixed = (uint32_t)offsetof(Scanner, names);
  memcpy(buffer, s, fixed);
  memcpy(buffer + fixed, s->names, s->name_count * sizeof(uint32_t));
  return fixed + s->name_count * (uint32_t)sizeof(uint32_t);
}

void tree_sitter_frost_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Scanner *s = payload;
  memset(s, 0, sizeof(Scanner));
  s->pending = s->body = IN_NONE;
  if (length > 0) memcpy(s, buffer, length);
}

bool tree_sitter_frost_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Scanner *s = payload;
  (void)valid;
  switch (s->phase) {
    case PHASE_ITEMS: return scan_items(s, lexer);
    case PHASE_PROSE: return scan_prose(s, lexer);
    case PHASE_HEADING: return scan_heading(s, lexer);
    case PHASE_CUE: return scan_cue(s, lexer);
    case PHASE_CAPITALS: return scan_capitals(s, lexer);
    default: return scan_start(s, lexer);
  }
}
