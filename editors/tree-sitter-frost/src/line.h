// What a line is by its looks: heading, cue, transition in capitals, statement. Pure questions about text.
#ifndef FROST_LINE_H
#define FROST_LINE_H

#include <string.h>

#include "letters.h"

// Longer lines are prose in any case; of them only the last character is still asked for.
#define LINE_MAX_CHARS 400

typedef struct {
  int32_t text[LINE_MAX_CHARS];
  uint32_t length;
  // The line's last character that is no blank.
  int32_t last;
  bool cut_off;
} Line;

static void push_char(Line *line, int32_t c) {
  if (line->length < LINE_MAX_CHARS) line->text[line->length++] = c;
  else line->cut_off = true;
  if (!is_blank(c)) line->last = c;
}

static void trim(Line *line) {
  while (line->length > 0 && is_blank(line->text[line->length - 1])) line->length--;
}

static int32_t at(const Line *line, uint32_t i) { return i < line->length ? line->text[i] : 0; }

// Whether the text begins with ASCII letters; `fold` takes either case.
static bool begins(const Line *line, uint32_t from, const char *word, bool fold) {
  for (uint32_t i = 0; word[i]; i++) {
    int32_t c = at(line, from + i);
    if (fold ? to_lower(c) != to_lower(word[i]) : c != word[i]) return false;
  }
  return true;
}

static bool caps(const Line *line, uint32_t from, uint32_t to) {
  bool upper = false;
  for (uint32_t i = from; i < to; i++) {
    if (is_lower(line->text[i])) return false;
    upper = upper || is_upper(line->text[i]);
  }
  return upper;
}

// The line without a comment behind a statement, heading or cue.
static uint32_t without_comment(const Line *line) {
  bool quoted = false;
  for (uint32_t i = 0; i < line->length; i++) {
    if (line->text[i] == '"') quoted = !quoted;
    if (!quoted && i > 0 && is_blank(line->text[i - 1]) && line->text[i] == '/' && at(line, i + 1) == '/') {
      while (i > 0 && is_blank(line->text[i - 1])) i--;
      return i;
    }
  }
  return line->length;
}

// `INT. PLACE - HOUR`: a prefix, and something behind it.
static bool is_heading(const Line *line, uint32_t from) {
  static const char *const PREFIXES[] = {"INT./EXT", "INT/EXT", "EXT./INT", "EXT/INT", "I/E", "INT", "EXT", "EST", "E/I"};
  for (uint32_t p = 0; p < COUNT(PREFIXES); p++) {
    if (!begins(line, from, PREFIXES[p], true)) continue;
    uint32_t i = from + (uint32_t)strlen(PREFIXES[p]);
    bool pointed = at(line, i) == '.';
    if (pointed) i++;
    uint32_t rest = i;
    while (is_blank(at(line, i))) i++;
    if ((rest == i && !pointed) || i >= line->length || (!pointed && !caps(line, from, from + (uint32_t)strlen(PREFIXES[p])))) continue;
    return true;
  }
  return false;
}

// Keys that other notations put before a heading: `heading: INT. TRAM - DAY`.
static bool is_heading_key(const Line *line, uint32_t length) {
  static const char *const KEYS[] = {"heading", "slug", "slugline", "location", "header"};
  for (uint32_t i = 0; i < COUNT(KEYS); i++) {
    if (strlen(KEYS[i]) == length && begins(line, 0, KEYS[i], true)) return true;
  }
  return false;
}

static uint32_t keyed_heading(const Line *line) {
  uint32_t i = 0;
  while (is_letter(at(line, i))) i++;
  if (at(line, i) != ':' || !is_heading_key(line, i)) return 0;
  i++;
  while (is_blank(at(line, i))) i++;
  return is_heading(line, i) ? i : 0;
}

// Characters before a heading that count or announce it, as in `12. INT. HOUSE - DAY`; 0 if there is none.
static uint32_t announced(const Line *line) {
  bool said = begins(line, 0, "scene", true);
  int32_t first = at(line, 0);
  if (!said && !is_digit(first) && first != '#') return 0;
  uint32_t i = said ? 5 : 0;
  while (is_digit(at(line, i)) || is_blank(at(line, i)) || (at(line, i) && strchr(":.)-#*", at(line, i) < 0x80 ? (int)at(line, i) : '?')) || at(line, i) == 0x2013 || at(line, i) == 0x2014) i++;
  int32_t mark = at(line, i + 1);
  if (at(line, i) >= 'A' && at(line, i) <= 'Z' && (mark == '.' || mark == ')' || mark == ':') && !is_heading(line, i)) {
    uint32_t j = i + 2;
    while (is_blank(at(line, j))) j++;
    if (is_heading(line, j)) i = j;
  }
  return is_heading(line, i) ? i : 0;
}

// `CUT TO:`, `FADE OUT.`
static bool is_screenplay_transition(const Line *line) {
  uint32_t from = 0, to = line->length;
  while (from < to && (line->text[from] == '>' || is_blank(line->text[from]))) from++;
  while (to > from && (line->text[to - 1] == ':' || line->text[to - 1] == '.' || is_blank(line->text[to - 1]))) to--;
  if (to - from > 30 || !caps(line, from, to)) return false;
  for (uint32_t i = 0; i < COUNT(WORDS); i++) {
    if (WORDS[i].form != FORM_TRANSITION || strlen(WORDS[i].word) != to - from) continue;
    if (begins(line, from, WORDS[i].word, true) && !(strcmp(WORDS[i].word, "to") == 0 || strcmp(WORDS[i].word, "from") == 0 || strcmp(WORDS[i].word, "black") == 0 || strcmp(WORDS[i].word, "white") == 0)) return true;
  }
  return false;
}

static bool opens_with(const Line *line, uint32_t from, uint32_t to, const char *const *words, uint32_t count, const char *after) {
  for (uint32_t i = 0; i < count; i++) {
    uint32_t length = (uint32_t)strlen(words[i]);
    if (!begins(line, from, words[i], false)) continue;
    int32_t next = from + length < to ? at(line, from + length) : 0;
    if (next == 0 || (next < 0x80 && strchr(after, (int)next))) return true;
  }
  return false;
}

// `CLOSE ON THE LETTER`, `ANGLE ON MARA`, `INSERT:`
static bool is_slug(const Line *line, uint32_t from, uint32_t to) {
  static const char *const OPENERS_OF_SLUGS[] = {"CLOSE ON", "CLOSEUP", "CLOSE-UP", "CLOSE UP", "ANGLE ON", "WIDE ON", "INSERT", "POV", "BACK TO",
    "WIDE SHOT", "MEDIUM SHOT", "LONG SHOT", "TWO SHOT", "FULL SHOT", "ESTABLISHING SHOT", "REVERSE ANGLE"};
  if (!caps(line, from, to)) return false;
  return at(line, to - 1) == ':' || opens_with(line, from, to, OPENERS_OF_SLUGS, COUNT(OPENERS_OF_SLUGS), " :-,");
}

// Words in capitals before a colon that name no person.
static bool is_label(const Line *line, uint32_t from, uint32_t to) {
  static const char *const LABELS[] = {"MONTAGE", "SERIES OF SHOTS", "INTERCUT", "FLASHBACK", "LATER", "TITLE", "SUPER", "INSERT", "NOTE", "CUT TO", "CHAPTER", "ACT", "THE END", "CREDITS"};
  while (to > from && (line->text[to - 1] == ':' || is_blank(line->text[to - 1]))) to--;
  return opens_with(line, from, to, LABELS, COUNT(LABELS), " ") || (to > from && is_slug(line, from, to));
}

typedef struct {
  uint32_t from, to;
  bool forced;
} CueName;

// The name of a line as if it were a cue.
static bool cue_name(const Line *line, CueName *name) {
  uint32_t end = without_comment(line);
  while (end > 0 && is_blank(line->text[end - 1])) end--;
  if (end > 0 && line->text[end - 1] == '^') end--;
  while (end > 0 && is_blank(line->text[end - 1])) end--;
  while (end > 0 && is_close(line->text[end - 1])) {
    uint32_t open = end - 1;
    while (open > 0 && !is_open(line->text[open])) open--;
    if (!is_open(line->text[open])) return false;
    end = open;
    while (end > 0 && is_blank(line->text[end - 1])) end--;
  }
  for (uint32_t i = end; i > 0; i--) {
    if (!is_open(line->text[i - 1])) continue;
    end = i - 1;
    while (end > 0 && is_blank(line->text[end - 1])) end--;
    break;
  }
  name->forced = at(line, 0) == '@';
  uint32_t from = name->forced ? 1 : 0;
  if (end > from && line->text[end - 1] == ':' && !is_label(line, from, end)) {
    while (end > from && (line->text[end - 1] == ':' || line->text[end - 1] == ' ')) end--;
  }
  while (from < end && is_blank(line->text[from])) from++;
  name->from = from;
  name->to = end;
  return from < end;
}

// A hash of a name in the form in which names are compared.
static uint32_t name_hash(const int32_t *text, uint32_t length) {
  uint32_t hash = 2166136261u;
  bool gap = false, any = false;
  for (uint32_t i = 0; i < length; i++) {
    int32_t c = text[i] == 0x2019 ? '\'' : to_upper(text[i]);
    if (is_blank(c)) {
      gap = any;
      continue;
    }
    if (gap) hash = (hash ^ ' ') * 16777619u;
    hash = (hash ^ (uint32_t)c) * 16777619u;
    gap = false;
    any = true;
  }
  return hash;
}

// The length of the directive that a line begins with: small ASCII letters and hyphens, less one final mark.
static uint32_t directive(const Line *line) {
  uint32_t i = 0;
  while ((at(line, i) >= 'a' && at(line, i) <= 'z') || (i > 0 && at(line, i) == '-' && at(line, i - 1) != '-')) i++;
  if (i == 0 || at(line, i - 1) == '-') return 0;
  uint32_t end = i;
  if (at(line, i) == ',' || at(line, i) == ':' || at(line, i) == '=') i++;
  return at(line, i) == 0 || is_blank(at(line, i)) ? end : 0;
}

static bool is_word(const Line *line, uint32_t length, const char *word) { return strlen(word) == length && begins(line, 0, word, false); }

static const Opener *opener(uint8_t context, const Line *line, uint32_t length) {
  for (uint32_t i = 0; i < COUNT(OPENERS); i++) {
    if (OPENERS[i].context == context && is_word(line, length, OPENERS[i].word)) return &OPENERS[i];
  }
  return NULL;
}

static bool opens_transition(uint8_t context, const Line *line, uint32_t length) {
  static const char *const FIRST[] = {"fade", "dissolve", "cut", "wipe", "iris", "smash", "match", "jump", "crossfade", "j-cut", "l-cut", "push", "whip", "cross"};
  if (context != IN_MARGIN && context != IN_SCENE) return false;
  for (uint32_t i = 0; i < COUNT(FIRST); i++) {
    if (is_word(line, length, FIRST[i])) return true;
  }
  return (is_word(line, length, "j") || is_word(line, length, "l")) && begins(line, length, " cut", false);
}

// Whether a word opens a statement at a place.
static bool opens(uint8_t context, const Line *line, uint32_t length) {
  return opener(context, line, length) || opens_transition(context, line, length);
}

static bool opens_any(const Line *line, uint32_t length) {
  for (uint8_t context = 0; context < IN_NONE; context++) {
    if (opens(context, line, length)) return true;
  }
  return false;
}

// Statements that only the margin has: they end a scene.
static bool opens_margin(const Line *line) {
  uint32_t length = directive(line);
  return length > 0 && opens(IN_MARGIN, line, length);
}

// Whether the line begins with a spelling that a form knows.
static bool begins_with_word(uint8_t form, const Line *line) {
  for (uint32_t i = 0; i < COUNT(WORDS); i++) {
    if (WORDS[i].form == form && begins(line, 0, WORDS[i].word, true) && !is_word_char(at(line, (uint32_t)strlen(WORDS[i].word)))) return true;
  }
  return false;
}

#endif
