// What a line is, from where it stands, how it begins and what stands below it; blocks open and close here.
#ifndef FROST_START_H
#define FROST_START_H

#include "items.h"

static bool has_prose(uint8_t context) { return context == IN_SCENE || context == IN_SHOT; }

// `INT.`: a heading that says neither where nor when.
static bool is_heading_alone(const Line *line) {
  static const char *const WORDS[] = {"INT.", "EXT.", "INT./EXT.", "INT", "EXT", "INT/EXT", "I/E", "EST."};
  uint32_t length = without_comment(line);
  for (uint32_t i = 0; i < sizeof(WORDS) / sizeof(*WORDS); i++) {
    if (strlen(WORDS[i]) == length && begins(line, 0, WORDS[i], false)) return true;
  }
  return false;
}

static bool heads(uint8_t context, uint32_t indent, const Line *line) {
  if (context == IN_MARGIN && is_heading_alone(line)) return true;
  return is_heading(line, 0) && (context == IN_MARGIN || indent == 0 || caps(line, 0, line->length));
}

static bool ends_scene(uint8_t context, uint32_t indent, const Line *line) {
  if (has_prose(context) && heads(context, indent, line)) return true;
  return context == IN_SCENE && indent == 0 && opens_margin(line);
}

// Whether a line at the depth of its heading belongs to the scene, as in a pasted screenplay.
static bool is_flat_scene(const Line *line) {
  if (is_heading(line, 0) || opens_margin(line) || is_screenplay_transition(line)) return false;
  uint32_t length = directive(line);
  return length == 0 || (opens(IN_SCENE, line, length) && !opens(IN_MARGIN, line, length));
}

static bool is_cue(const Scanner *s, const Line *line) {
  CueName name;
  if (!cue_name(line, &name)) return false;
  if (name.forced) return true;
  if (line->cut_off) return false;
  if (is_declared(s, line->text + name.from, name.to - name.from)) return true;
  for (uint32_t i = name.from; i + 5 < name.to; i++) {
    if (is_blank(line->text[i]) && begins(line, i + 1, "and ", true) && is_declared(s, line->text + name.from, i - name.from) && is_declared(s, line->text + i + 5, name.to - i - 5)) return true;
  }
  int32_t last = line->text[name.to - 1];
  bool ended = last == ':' || last == '.' || last == '!' || last == '?' || last == 0x2026 || last == ',' || last == '-' || last == 0x2014;
  return caps(line, name.from, name.to) && !ended && !is_slug(line, name.from, name.to) && name.to - name.from <= 60;
}

// Whether lines follow that the cue says; `least` is how deep they stand.
static bool speaks(Scanner *s, TSLexer *lexer, const Line *line, uint32_t indent) {
  Line below;
  uint32_t depth;
  bool colon = at(line, without_comment(line) - 1) == ':';
  bool shouted = caps(line, 0, line->length) || at(line, 0) == '@';
  if (!directly_below(lexer, &below, &depth) || depth < indent) return false;
  s->pending_flat = depth == indent;
  s->pending_least = (uint8_t)(indent + (s->pending_flat ? 0 : 1));
  if (depth > indent) return true;
  if (colon || !shouted || is_heading(&below, 0) || is_screenplay_transition(&below)) return false;
  uint32_t length = directive(&below);
  if (length > 0 && (opens(IN_SHOT, &below, length) || opens(IN_SCENE, &below, length))) return false;
  return !(caps(&below, 0, below.length) && is_cue(s, &below));
}

static bool close_block(Scanner *s, TSLexer *lexer) {
  s->block_count--;
  lexer->result_symbol = DEDENT;
  return true;
}

static bool open_block(Scanner *s, TSLexer *lexer, uint8_t least, bool flat) {
  if (s->block_count < MOST_BLOCKS) s->blocks[s->block_count++] = (Block){s->pending, least, flat};
  s->pending = IN_NONE;
  s->at_text = true;
  lexer->result_symbol = INDENT;
  return true;
}

static bool start(Scanner *s, TSLexer *lexer, uint8_t symbol, uint8_t phase, uint8_t prose) {
  s->phase = phase;
  s->prose = prose;
  s->item = 0;
  s->lead = 0;
  s->last = 0;
  s->at_text = s->blank = false;
  lexer->result_symbol = symbol;
  return true;
}

static bool start_unknown(Scanner *s, TSLexer *lexer) {
  if (s->unknown_from == 0) s->unknown_from = (uint8_t)(s->indent + 1);
  return start(s, lexer, UNKNOWN_START, PHASE_PROSE, PROSE_LINE);
}

// A line of a screenplay, of which `line` holds all.
static bool start_line(Scanner *s, TSLexer *lexer, Line *line, uint8_t context) {
  uint32_t indent = s->indent;
  uint32_t lead = context == IN_MARGIN || context == IN_SCENE ? announced(line) : 0;
  if (lead == 0 && context == IN_MARGIN && s->unknown_from > 0) lead = keyed_heading(line);
  if (heads(context, indent, line) || lead > 0) {
    s->body = IN_SCENE;
    s->unknown_from = 0;
    s->pending_least = (uint8_t)(indent + 1);
    start(s, lexer, HEADING_START, PHASE_HEADING, 0);
    s->lead = (uint8_t)lead;
    return true;
  }
  int32_t first = at(line, 0), second = at(line, 1);
  bool fountain = first == '=' || first == '#' || (first == '>' && line->length > 1) || (first == '.' && second >= 'A' && second <= 'Z' && caps(line, 0, line->length));
  if (fountain && (context == IN_MARGIN || has_prose(context))) return start_unknown(s, lexer);
  if (first == '{' || first == '}') {
    uint32_t i = 0;
    while (at(line, i) && (is_blank(at(line, i)) || at(line, i) == '{' || at(line, i) == '}' || at(line, i) == ';' || at(line, i) == ',')) i++;
    if (i == line->length) return start_unknown(s, lexer);
  }
  if (first == '!' && has_prose(context) && line->length > 1) return start(s, lexer, ACTION_START, PHASE_PROSE, PROSE_ACTION);
  bool cue = is_cue(s, line);
  if ((context == IN_MARGIN || context == IN_SCENE) && is_screenplay_transition(line)) {
    bool said = cue && speaks(s, lexer, line, indent) && !s->pending_flat;
    if (!said) return start(s, lexer, TRANSITION_START, PHASE_CAPITALS, 0);
    s->body = IN_CUE;
    return start(s, lexer, CUE_START, PHASE_CUE, 0);
  }
  if (!has_prose(context)) return start_unknown(s, lexer);
  if (cue && speaks(s, lexer, line, indent)) {
    s->body = IN_CUE;
    return start(s, lexer, CUE_START, PHASE_CUE, 0);
  }
  return start(s, lexer, ACTION_START, PHASE_PROSE, PROSE_ACTION);
}

static bool scan_start(Scanner *s, TSLexer *lexer) {
  lexer->mark_end(lexer);
  Line line = {.length = 0};
  if (!s->at_text) {
    uint32_t indent = 0;
    while (!lexer->eof(lexer) && (is_blank(lexer->lookahead) || lexer->lookahead == '\n')) {
      // The first line end is that of the line above.
      if (lexer->lookahead == '\n') {
        s->blank = s->blank || s->lead > 0;
        s->lead = 1;
        indent = 0;
      } else {
        indent += columns(lexer->lookahead);
      }
      skip(lexer);
    }
    s->lead = 0;
    s->indent = (uint8_t)(indent > 250 ? 250 : indent);
  }
  if (lexer->eof(lexer)) return s->block_count > 0 && close_block(s, lexer);
  uint32_t indent = s->indent;
  if (lexer->lookahead == '/') {
    lexer->mark_end(lexer);
    advance(lexer);
    if (lexer->lookahead == '/' || lexer->lookahead == '*') return scan_comment(lexer);
    push_char(&line, '/');
    s->at_text = true;
  }
  uint8_t context = context_of(s);
  if (s->pending != IN_NONE && indent < s->pending_least && s->pending != IN_SCENE) s->pending = IN_NONE;
  if (s->pending == IN_NONE && s->block_count > 0) {
    Block *top = &s->blocks[s->block_count - 1];
    if (indent < top->least || (top->flat && s->blank && top->context == IN_CUE)) return close_block(s, lexer);
  }
  if (line.length == 0) lexer->mark_end(lexer);

  // A line in small letters is read no further than its first word before it is known whether that is the token.
  if (line.length == 0) {
    while ((lexer->lookahead >= 'a' && lexer->lookahead <= 'z') || lexer->lookahead == '-') {
      push_char(&line, lexer->lookahead);
      advance(lexer);
    }
  }
  int32_t next = lexer->lookahead;
  bool small = line.length > 0 && line.text[0] != '/' && (lexer->eof(lexer) || is_blank(next) || next == '\n' || next == ',' || next == ':' || next == '=') && directive(&line) == line.length;
  bool scene = small && is_word(&line, line.length, "scene");
  if (small && s->unknown_from > 0 && next == ':' && is_heading_key(&line, line.length)) small = false;
  if (!small || scene || context == IN_CUE) {
    read_rest(lexer, &line);
    small = false;
  }
  if (s->pending != IN_NONE) {
    bool deep = indent >= s->pending_least;
    bool flat = s->pending == IN_SCENE && !deep && is_flat_scene(&line);
    bool opened = deep ? s->pending == IN_CUE || !ends_scene(s->pending, indent, &line) : flat;
    if (opened) return open_block(s, lexer, (uint8_t)(flat ? indent : s->pending_least), flat || (s->pending == IN_CUE && s->pending_flat));
    s->pending = IN_NONE;
    if (s->block_count > 0 && indent < s->blocks[s->block_count - 1].least) {
      s->at_text = true;
      return close_block(s, lexer);
    }
  }
  bool closes = context == IN_CUE ? s->blocks[s->block_count - 1].flat && is_heading(&line, 0) : ends_scene(context, indent, &line);
  if (closes) {
    s->at_text = true;
    return close_block(s, lexer);
  }
  if (context == IN_CUE) {
    bool whole = is_open(at(&line, 0)) && is_close(line.last);
    return start(s, lexer, whole ? PARENTHETICAL_START : DIALOGUE_START, PHASE_PROSE, PROSE_LINE);
  }
  bool keyed = !small && context == IN_MARGIN && keyed_heading(&line) > 0;
  if (s->unknown_from > 0 && indent >= s->unknown_from && !keyed) return start_unknown(s, lexer);
  if (!keyed) s->unknown_from = 0;
  if (scene && announced(&line) == 0) return start_unknown(s, lexer);
  if (!small) return start_line(s, lexer, &line, context);

  const Opener *found = opener(context, &line, line.length);
  if (!found) {
    if (!opens_transition(context, &line, line.length)) return start_unknown(s, lexer);
    lexer->mark_end(lexer);
    s->form = FORM_TRANSITION;
    start(s, lexer, TRANSITION_WORD, PHASE_ITEMS, 0);
    match_words(FORM_TRANSITION, lexer, &line);
    lexer->result_symbol = TRANSITION_WORD;
  } else {
    lexer->mark_end(lexer);
    start(s, lexer, found->symbol, found->form == FORM_PROSE ? PHASE_PROSE : PHASE_ITEMS, PROSE_PROPERTY);
    s->form = found->form;
    s->body = found->body;
    s->people = strcmp(found->word, "character") == 0 || strcmp(found->word, "extras") == 0;
    s->defines = found->defines;
    s->is_shot = found->symbol == KW_SHOT;
  }
  s->pending_least = (uint8_t)(indent + 1);
  s->last_comma = s->after_possessive = s->expect_name = s->after_over = false;
  return true;
}

#endif
