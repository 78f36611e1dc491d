// Letters of every script, as the compiler tells them apart. The C library's own answers depend on the locale.
#ifndef FROST_LETTERS_H
#define FROST_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

#include "symbols.h"
// After the symbols, which it uses.
#include "words.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool in_runs(const Run *runs, uint32_t count, int32_t c) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t mid = (low + high) / 2;
    if ((uint32_t)c > runs[mid].last) low = mid + 1;
    else high = mid;
  }
  return low < count && (uint32_t)c >= runs[low].first && ((uint32_t)c - runs[low].first) % runs[low].step == 0;
}

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
static bool is_hex(int32_t c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

static bool is_upper(int32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return in_runs(UPPER, COUNT(UPPER), c);
}

static bool is_lower(int32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return in_runs(LOWER, COUNT(LOWER), c);
}

// Georgian has no capitals in running text.
static bool is_georgian(int32_t c) { return c >= 0x10d0 && c <= 0x10ff; }
static bool is_small(int32_t c) { return is_lower(c) && !is_georgian(c); }

static bool is_letter(int32_t c) {
  if (c < 0x80) return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return in_runs(LETTER, COUNT(LETTER), c);
}

static bool is_name_start(int32_t c) { return is_upper(c) || is_georgian(c) || (c >= 0x80 && is_letter(c) && !is_lower(c)); }
static bool is_name_char(int32_t c) { return is_letter(c) || is_digit(c) || c == '_'; }
static bool is_word_char(int32_t c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; }

static bool is_blank(int32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == 0xa0 || c == 0x3000 || c == 0x2003 || c == 0xfeff || c == 0x0b || c == 0x0c;
}

// Columns that a blank at the start of a line counts for.
static uint32_t columns(int32_t c) {
  if (c == ' ') return 1;
  return c == '\t' || c == 0xa0 || c == 0x3000 || c == 0x2003 ? 2 : 0;
}

static int32_t to_upper(int32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  for (uint32_t i = 0; i < COUNT(TO_UPPER); i++) {
    const Shift *s = &TO_UPPER[i];
    if ((uint32_t)c >= s->first && (uint32_t)c <= s->last && ((uint32_t)c - s->first) % s->step == 0) return c + s->by;
  }
  return c;
}

static int32_t to_lower(int32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

static bool is_open(int32_t c) { return c == '(' || c == 0xff08; }
static bool is_close(int32_t c) { return c == ')' || c == 0xff09; }
static bool is_quote(int32_t c) { return c == '"' || c == 0x201c || c == 0x201d; }
static bool is_apostrophe(int32_t c) { return c == '\'' || c == 0x2019; }

#endif
