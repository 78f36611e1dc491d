/**
 * @file Frost, a language for films.
 * @license MIT OR Apache-2.0
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

// What a line is depends on where it stands, what is above it and what is below it, so src/scanner.c reads all words and
// this grammar only says how they nest. The words are in src/words.h, which the compiler's vocabulary table generates.

/** A statement: its first word, what it is made of, and what stands under it. */
const statement = ($, keyword, ...rest) => seq(alias(keyword, $.keyword), ...rest, optional($._items), $._newline);

module.exports = grammar({
  name: 'frost',

  extras: $ => [$.comment, $._join, /\s/],

  // In the order of `enum Symbol` in src/scanner.c.
  externals: $ => [
    $._newline,
    $._indent,
    $._dedent,
    $._join,
    $.comment,
    $._heading_start,
    $._cue_start,
    $._dialogue_start,
    $._parenthetical_start,
    $._action_start,
    $._transition_start,
    $._unknown_start,
    $._kw_film,
    $._kw_style,
    $._kw_declaration,
    $._kw_setup,
    $._kw_param,
    $._kw_version,
    $._kw_shot,
    $._kw_camera,
    $._kw_stage,
    $._kw_statement,
    $._kw_property,
    $.transition_word,
    $.prefix,
    $.place,
    $.time,
    $.label,
    $._cue_name,
    $.extension,
    $.dual,
    $._prose,
    $.note,
    $.param,
    $._definition,
    $._definition_small,
    $.size,
    $.angle,
    $.move,
    $.light,
    $.position,
    $.modifier,
    $.joint,
    $.name,
    $.reference,
    $._string,
    $.number,
    $.colour,
    $.text,
    $.unknown,
    $._comma,
    $._mark,
    $._error_sentinel,
  ],

  rules: {
    script: $ => repeat($._statement),

    _statement: $ => choice(
      $.film, $.style, $.declaration, $.setup, $.parameter, $.version,
      $.scene, $.shot, $.camera, $.stage, $.statement, $.property, $.transition,
      $.action, $.cue, $.unknown_line,
    ),

    body: $ => seq($._indent, repeat($._statement), $._dedent),

    film: $ => seq(statement($, $._kw_film), optional($.body)),
    style: $ => seq(statement($, $._kw_style, optional($._defined)), optional($.body)),
    declaration: $ => seq(statement($, $._kw_declaration, optional($._defined)), optional($.body)),
    setup: $ => statement($, $._kw_setup, optional($._defined)),
    parameter: $ => statement($, $._kw_param, optional($._defined)),
    version: $ => seq(statement($, $._kw_version, optional($._defined)), optional($.body)),
    _defined: $ => field('name', choice(alias($._definition, $.name), alias($._definition_small, $.reference))),

    scene: $ => seq($.heading, optional($.body)),
    heading: $ => seq(
      $._heading_start,
      optional($.prefix),
      repeat(choice($.place, $.time, $.label, $.param, $._mark)),
      $._newline,
    ),

    shot: $ => seq(statement($, $._kw_shot), optional($.body)),
    camera: $ => statement($, $._kw_camera),
    stage: $ => statement($, $._kw_stage),
    statement: $ => statement($, $._kw_statement),

    property: $ => seq(alias($._kw_property, $.keyword), optional(alias($._words, $.prose)), $._newline),

    transition: $ => choice(
      seq($.transition_word, optional($._items), $._newline),
      seq($._transition_start, $.transition_word, $._newline),
    ),

    _items: $ => repeat1(choice($.attribute, $._comma)),
    attribute: $ => prec.right(repeat1(choice(
      $.size, $.angle, $.move, $.light, $.position, $.modifier, $.joint, $.name, $.reference,
      $.string, $.number, $.colour, $.label, $.param, $.text, $.unknown, $._mark,
    ))),
    string: $ => prec.right(seq($._string, repeat(choice($._string, $.param)))),

    action: $ => seq($._action_start, optional($._words), $._newline),
    _words: $ => repeat1(choice(alias($._prose, $.words), $.note, $.param)),

    cue: $ => seq(
      $._cue_start,
      field('name', alias($._cue_name, $.person)),
      repeat(choice($.extension, $.dual, $._mark)),
      $._newline,
      optional(seq($._indent, repeat(choice($.dialogue, $.parenthetical)), $._dedent)),
    ),
    dialogue: $ => seq($._dialogue_start, optional($._words), $._newline),
    parenthetical: $ => seq($._parenthetical_start, optional($._words), $._newline),

    unknown_line: $ => seq($._unknown_start, repeat(choice(alias($._prose, $.unknown), $.note)), $._newline),
  },
});
