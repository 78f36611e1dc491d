// The parts of a typed statement: words that its form knows, names, values.
#ifndef FROST_ITEMS_H
#define FROST_ITEMS_H

#include "state.h"

// Reads on while some spelling of the form can still fit, and marks the end of the longest that does; ERROR_SENTINEL if
// none. `line` holds what is read; where its first word is over, that end is marked.
static uint8_t match_words(uint8_t form, TSLexer *lexer, Line *line) {
  uint8_t best = ERROR_SENTINEL;
  bool over = false;
  for (;;) {
    bool boundary = !is_word_char(lexer->lookahead);
    if (boundary && line->length > 0) {
      bool fits = false;
      for (uint32_t i = 0; i < COUNT(WORDS) && !fits; i++) {
        if (WORDS[i].form == form && strlen(WORDS[i].word) == line->length && begins(line, 0, WORDS[i].word, true)) {
          best = WORDS[i].symbol;
          fits = true;
        }
      }
      if (fits || !over) lexer->mark_end(lexer);
      over = true;
    }
    if (lexer->lookahead == '\n' || lexer->eof(lexer)) return best;
    bool possible = false;
    for (uint32_t i = 0; i < COUNT(WORDS) && !possible; i++) {
      const char *word = WORDS[i].word;
      if (WORDS[i].form != form || strlen(word) <= line->length) continue;
      bool same = to_lower(lexer->lookahead) == to_lower(word[line->length]);
      for (uint32_t j = 0; same && j < line->length; j++) same = to_lower(line->text[j]) == to_lower(word[j]);
      possible = same;
    }
    if (!possible || line->length >= LINE_MAX_CHARS) return best;
    push_char(line, lexer->lookahead);
    advance(lexer);
  }
}

static bool is_unit(const Line *word);

// Whether the line's first item is a value and nothing else: `6s`, and not `3 spades lean at the wall`.
static bool begins_with_value(const Line *line) {
  uint32_t i = 0;
  while (is_digit(at(line, i)) || at(line, i) == '.' || at(line, i) == ':' || at(line, i) == ';') i++;
  if (i == 0) return false;
  if (at(line, i) == ' ') i++;
  Line word = {.length = 0};
  while (is_letter(at(line, i)) && word.length < 10) push_char(&word, at(line, i++));
  return is_unit(&word) && (at(line, i) == 0 || at(line, i) == ',');
}

// Whether a deeper line below belongs to the statement.
static bool items_go_on(Scanner *s, TSLexer *lexer) {
  Line line;
  uint32_t indent;
  if (!directly_below(lexer, &line, &indent) || indent <= s->indent || line.length == 0) return false;
  int32_t first = at(&line, 0);
  if (s->form == FORM_STAGE && !is_lower(first)) return s->last_comma;
  bool value = is_digit(first) || first == '#' || first == '-' || first == '"' || first == 0x201c;
  if (!value && !(first >= 'a' && first <= 'z')) return false;
  uint32_t length = directive(&line);
  if (s->body == IN_NONE) return value || length == 0 || !opens_any(&line, length);
  if (s->last_comma) return value || length == 0 || !opens(s->body, &line, length);
  if (!s->is_shot || (length > 0 && (opens(IN_SHOT, &line, length) || opens(IN_SCENE, &line, length)))) return false;
  return first == '#' || begins_with_value(&line) || begins_with_word(FORM_SHOT, &line);
}

static bool emit(Scanner *s, TSLexer *lexer, uint8_t symbol) {
  bool keeps = symbol == NAME || symbol == MARK;
  s->expect_name = symbol == JOINT && s->expect_name;
  s->after_over = symbol == JOINT ? s->after_over : s->after_over && keeps;
  s->after_possessive = symbol == MARK && s->after_possessive;
  s->last_comma = symbol == COMMA;
  if (s->item < 200) s->item++;
  lexer->result_symbol = symbol;
  return true;
}

// The rest of a name whose first word is read, its end marked. `line` holds what is read.
static void scan_name(TSLexer *lexer, Line *line) {
  for (;;) {
    while (!lexer->eof(lexer)) {
      int32_t c = lexer->lookahead;
      if (is_name_char(c)) {
        push_char(line, c);
        advance(lexer);
        lexer->mark_end(lexer);
      } else if (c == '.' || c == '-' || is_apostrophe(c)) {
        advance(lexer);
        int32_t next = lexer->lookahead;
        if (c == '.' && next == ' ') {
          advance(lexer);
          if (!is_name_start(lexer->lookahead)) return;
          push_char(line, c);
          push_char(line, ' ');
          continue;
        }
        if (!is_letter(next)) return;
        push_char(line, c);
        if (is_apostrophe(c) && (next == 's' || next == 'S')) {
          advance(lexer);
          if (next == 'S' && lexer->lookahead == ' ') {
            // `TOM'S FRIEND` is one name; `TOM'S AND` is not.
            uint32_t kept = line->length - 1;
            push_char(line, next);
            push_char(line, ' ');
            advance(lexer);
            if (!is_name_start(lexer->lookahead)) {
              line->length = kept;
              return;
            }
            Line word = {.length = 0};
            while (is_name_char(lexer->lookahead)) {
              if (word.length < 4) push_char(&word, lexer->lookahead);
              push_char(line, lexer->lookahead);
              advance(lexer);
            }
            if (word.length == 3 && begins(&word, 0, "AND", true)) {
              line->length = kept;
              return;
            }
            lexer->mark_end(lexer);
            continue;
          }
          if (!is_letter(lexer->lookahead)) {
            line->length--;
            return;
          }
          push_char(line, next);
          lexer->mark_end(lexer);
        }
      } else {
        break;
      }
    }
    if (lexer->lookahead != ' ') return;
    advance(lexer);
    if (is_digit(lexer->lookahead)) {
      uint32_t kept = line->length;
      push_char(line, ' ');
      while (is_digit(lexer->lookahead)) {
        push_char(line, lexer->lookahead);
        advance(lexer);
      }
      int32_t c = lexer->lookahead;
      if (is_letter(c) || c == '.' || c == '%' || c == 0xb0) line->length = kept;
      else lexer->mark_end(lexer);
      return;
    }
    if (!is_name_start(lexer->lookahead)) return;
    Line word = {.length = 0};
    while (is_name_char(lexer->lookahead) && word.length < 4) {
      push_char(&word, lexer->lookahead);
      advance(lexer);
    }
    if (word.length == 3 && begins(&word, 0, "AND", true) && !is_name_char(lexer->lookahead)) return;
    push_char(line, ' ');
    for (uint32_t i = 0; i < word.length; i++) push_char(line, word.text[i]);
    lexer->mark_end(lexer);
  }
}

static bool is_unit(const Line *word) {
  static const char *const UNITS[] = {"seconds", "second", "secs", "sec", "minutes", "minute", "mins", "min", "frames", "frame", "bars", "bar", "ms", "s", "f", "mm", "metres", "meters", "metre", "meter", "m", "degrees", "degree", "deg", "K", "k"};
  static const char *const LOOSE[] = {"dB", "bpm", "LUFS"};
  for (uint32_t i = 0; i < COUNT(UNITS); i++) {
    if (strlen(UNITS[i]) == word->length && begins(word, 0, UNITS[i], false)) return true;
  }
  for (uint32_t i = 0; i < COUNT(LOOSE); i++) {
    if (strlen(LOOSE[i]) == word->length && begins(word, 0, LOOSE[i], true)) return true;
  }
  return false;
}

static void digits(TSLexer *lexer) {
  while (is_digit(lexer->lookahead)) advance(lexer);
}

// A value that begins with a digit, a sign or a point: `6s`, `00:01:30:12`, `1920x804`, `-18dB`, `4/4`.
static bool scan_number(Scanner *s, TSLexer *lexer) {
  if (!is_digit(lexer->lookahead) && lexer->lookahead != '.') {
    advance(lexer);
    lexer->mark_end(lexer);
    if (!is_digit(lexer->lookahead) && lexer->lookahead != '.') return emit(s, lexer, MARK);
  }
  bool whole = is_digit(lexer->lookahead);
  digits(lexer);
  lexer->mark_end(lexer);
  if (lexer->lookahead == '.') {
    advance(lexer);
    if (!is_digit(lexer->lookahead)) {
      if (!whole) lexer->mark_end(lexer);
      return emit(s, lexer, whole ? NUMBER : MARK);
    }
    digits(lexer);
    lexer->mark_end(lexer);
  }
  for (;;) {
    int32_t c = lexer->lookahead;
    if (c != ':' && c != ';' && c != 'x' && c != 0xd7 && c != '/') break;
    advance(lexer);
    if (!is_digit(lexer->lookahead)) return emit(s, lexer, NUMBER);
    digits(lexer);
    if (lexer->lookahead == '.') {
      advance(lexer);
      digits(lexer);
    }
    lexer->mark_end(lexer);
  }
  if (lexer->lookahead == ' ') advance(lexer);
  if (lexer->lookahead == '%' || lexer->lookahead == 0xb0) {
    advance(lexer);
    lexer->mark_end(lexer);
    return emit(s, lexer, NUMBER);
  }
  Line word = {.length = 0};
  while (is_word_char(lexer->lookahead) && word.length < 10) {
    push_char(&word, lexer->lookahead);
    advance(lexer);
  }
  if (is_unit(&word)) lexer->mark_end(lexer);
  return emit(s, lexer, NUMBER);
}

// A string, or the piece of one up to a value in braces.
static bool scan_string(Scanner *s, TSLexer *lexer) {
  if (!s->in_string) advance(lexer);
  s->in_string = false;
  lexer->mark_end(lexer);
  while (lexer->lookahead != '\n' && !lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    if (c == '{') {
      s->in_string = true;
      return emit(s, lexer, STRING);
    }
    advance(lexer);
    lexer->mark_end(lexer);
    if (is_quote(c)) break;
    if (c == '\\' && lexer->lookahead != '\n' && !lexer->eof(lexer)) advance(lexer);
  }
  return emit(s, lexer, STRING);
}

// The author's own words, up to a comma where others may follow.
static bool scan_text(Scanner *s, TSLexer *lexer) {
  bool commas = s->form == FORM_WORDS;
  bool first = true, one = true;
  Line word = {.length = 0};
  while (lexer->lookahead != '\n' && !lexer->eof(lexer) && (commas || lexer->lookahead != ',')) {
    int32_t c = lexer->lookahead;
    if (is_blank(c)) {
      while (is_blank(lexer->lookahead)) advance(lexer);
      if (lexer->lookahead == '/') {
        advance(lexer);
        if (lexer->lookahead == '/') break;
        lexer->mark_end(lexer);
        one = false;
      } else if (lexer->lookahead != '\n' && lexer->lookahead != ',' && !lexer->eof(lexer)) {
        one = false;
      }
      continue;
    }
    if (c == '{' && !first) break;
    one = one && (first ? is_lower(c) : is_lower(c) || is_digit(c) || c == '_' || c == '-');
    push_char(&word, c);
    advance(lexer);
    lexer->mark_end(lexer);
    first = false;
  }
  if (one && FORM_REFERENCES[s->form]) return emit(s, lexer, word.length == 3 && begins(&word, 0, "off", false) ? JOINT : REFERENCE);
  s->item--;
  emit(s, lexer, TEXT);
  // What goes on behind a value in braces is text still.
  if (lexer->lookahead == '{') s->item = 0;
  return true;
}

// `MARA's hands`: up to four small words.
static bool scan_part(Scanner *s, TSLexer *lexer) {
  bool over = s->after_over;
  for (uint32_t count = 0; count < 4; count++) {
    Line word = {.length = 0};
    while (is_lower(lexer->lookahead)) {
      push_char(&word, lexer->lookahead);
      advance(lexer);
    }
    static const char *const STOPS[] = {"and", "over", "from", "at"};
    for (uint32_t i = 0; count > 0 && i < COUNT(STOPS); i++) {
      if (is_word(&word, word.length, STOPS[i])) return emit(s, lexer, TEXT);
    }
    if (word.length == 0) break;
    lexer->mark_end(lexer);
    if (count == 0 && over && is_word(&word, word.length, "shoulder")) return emit(s, lexer, JOINT);
    if (lexer->lookahead != ' ') break;
    advance(lexer);
    if (!is_lower(lexer->lookahead)) break;
  }
  return emit(s, lexer, TEXT);
}

static bool scan_hash(Scanner *s, TSLexer *lexer) {
  advance(lexer);
  if (!FORM_LABELS[s->form]) {
    uint32_t count = 0;
    while (is_hex(lexer->lookahead) && count < 7) {
      advance(lexer);
      count++;
    }
    lexer->mark_end(lexer);
    return emit(s, lexer, (count == 3 || count == 6) && !is_word_char(lexer->lookahead) ? COLOUR : UNKNOWN);
  }
  while (lexer->lookahead != '#' && lexer->lookahead != '\n' && !lexer->eof(lexer)) advance(lexer);
  if (lexer->lookahead == '#') advance(lexer);
  lexer->mark_end(lexer);
  return emit(s, lexer, LABEL);
}

// `[[a note]]` between the items of a statement, which nothing reads; a bracket alone is a mark.
static bool scan_remark(Scanner *s, TSLexer *lexer) {
  advance(lexer);
  lexer->mark_end(lexer);
  if (lexer->lookahead == '[') {
    int32_t before = 0;
    advance(lexer);
    while (lexer->lookahead != '\n' && !lexer->eof(lexer)) {
      int32_t c = lexer->lookahead;
      advance(lexer);
      if (c == ']' && before == ']') {
        lexer->mark_end(lexer);
        lexer->result_symbol = COMMENT;
        return true;
      }
      before = c;
    }
  }
  return emit(s, lexer, MARK);
}

static bool is_declared(const Scanner *s, const int32_t *text, uint32_t length) {
  uint32_t hash = name_hash(text, length);
  for (uint32_t i = 0; i < s->name_count; i++) {
    if (s->names[i] == hash) return true;
  }
  return false;
}

static bool scan_item(Scanner *s, TSLexer *lexer) {
  int32_t c = lexer->lookahead;
  if (s->in_string || is_quote(c)) return scan_string(s, lexer);
  if (FORM_TEXT[s->form] && s->item == 0) return scan_text(s, lexer);
  if (c == ',') {
    advance(lexer);
    lexer->mark_end(lexer);
    return emit(s, lexer, COMMA);
  }
  if (c == '[') return scan_remark(s, lexer);
  if (c == '#') return scan_hash(s, lexer);
  if (is_digit(c) || c == '.' || c == '-' || c == '+' || c == 0x2212) return scan_number(s, lexer);
  bool defines = s->defines && s->item == 0;
  Line line = {.length = 0};
  if (is_name_start(c) && (s->expect_name || defines || s->form == FORM_STAGE || s->form == FORM_NAME)) {
    push_char(&line, c);
    advance(lexer);
    lexer->mark_end(lexer);
    scan_name(lexer, &line);
    // A script without capitals shows who speaks by whom it frames or stages.
    bool framed = !is_upper(c) && (s->form == FORM_SHOT || s->form == FORM_STAGE);
    if (((defines && s->people) || framed) && s->name_count < MOST_NAMES && !is_declared(s, line.text, line.length)) s->names[s->name_count++] = name_hash(line.text, line.length);
    return emit(s, lexer, defines ? DEFINITION : NAME);
  }
  if (is_apostrophe(c)) {
    advance(lexer);
    if (to_lower(lexer->lookahead) == 's') advance(lexer);
    lexer->mark_end(lexer);
    s->after_possessive = true;
    return emit(s, lexer, MARK);
  }
  if (!is_letter(c)) {
    advance(lexer);
    lexer->mark_end(lexer);
    return emit(s, lexer, c < 0x80 ? MARK : UNKNOWN);
  }
  if (s->after_possessive && is_lower(c)) return scan_part(s, lexer);
  bool first = s->item == 0 && FORM_REFERENCES[s->form] && s->form != FORM_SHOT && s->form != FORM_NAME;
  if (defines || first) {
    while (is_word_char(lexer->lookahead)) advance(lexer);
    lexer->mark_end(lexer);
    return emit(s, lexer, defines ? DEFINITION_SMALL : REFERENCE);
  }
  uint8_t symbol = match_words(s->form, lexer, &line);
  if (symbol != ERROR_SENTINEL) {
    s->expect_name = symbol == JOINT && (s->form == FORM_SHOT || !begins(&line, 0, "to", false));
    s->after_over = symbol == JOINT && (begins(&line, 0, "over", false) || s->after_over);
    return emit(s, lexer, symbol);
  }
  if ((c == 'f' || c == 'F') && line.length <= 1) {
    if (line.length == 0) advance(lexer);
    if (lexer->lookahead == '/') {
      advance(lexer);
      return scan_number(s, lexer);
    }
  }
  // The first word is over where what was read holds a blank; else it goes on.
  bool whole = false;
  for (uint32_t i = 0; i < line.length; i++) whole = whole || is_blank(line.text[i]);
  if (is_name_start(c) && !whole) {
    if (line.length == 0) {
      push_char(&line, c);
      if (lexer->lookahead == c) advance(lexer);
    }
    lexer->mark_end(lexer);
    scan_name(lexer, &line);
    return emit(s, lexer, NAME);
  }
  if (!whole) {
    while (is_word_char(lexer->lookahead)) advance(lexer);
    lexer->mark_end(lexer);
  }
  if (s->form == FORM_PARAM) return emit(s, lexer, TEXT);
  return emit(s, lexer, FORM_REFERENCES[s->form] && is_lower(c) ? REFERENCE : UNKNOWN);
}

#endif
