;;; frost-mode.el --- Major mode for Frost, a language for films  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages

;;; Commentary:

;; Colours, indentation, an outline and, with `eglot', the language server of Frost.

;;; Code:

(require 'frost-words)

(defgroup frost nil "Writing films in Frost." :group 'languages)

(defcustom frost-command '("frost" "lsp")
  "The program and arguments that start the language server."
  :type '(repeat string))

(defface frost-cue '((t :inherit font-lock-function-name-face)) "Who speaks.")
(defface frost-parenthetical '((t :inherit font-lock-doc-face)) "How it is said.")

(defconst frost-heading
  "^[ \t]*\\(\\(?:INT\\.?/EXT\\|EXT\\.?/INT\\|I/E\\|E/I\\|INT\\|EXT\\|EST\\)\\(?:\\.\\|[ \t]\\)\\|\\(?:[Ii]nt\\|[Ee]xt\\|[Ee]st\\)\\.\\)[ \t]*\\(.*?\\)\\([ \t]+#[^#\n]+#\\)?[ \t]*$"
  "A scene's heading: its prefix, its place and hour, its label.")

(defconst frost-cue-line
  "^[ \t]+\\(@[^(\n]+\\|[^[:lower:](\n]*[[:upper:]][^[:lower:](\n]*?\\)\\(\\(?:[ \t]*([^)\n]*)\\)*\\)[ \t]*\\^?[ \t]*$"
  "A line in capitals: who speaks, and what stands in parentheses.")

(defconst frost-number
  "\\_<\\(?:[0-9][0-9]:[0-9][0-9]:[0-9][0-9][:;][0-9][0-9]\\|[0-9]+x[0-9]+\\|[fF]/[0-9.]+\\|[0-9]+\\(?:\\.[0-9]+\\)?\\(?:[ ]?\\(?:seconds?\\|secs?\\|minutes?\\|mins?\\|frames?\\|bars?\\|bpm\\|degrees?\\|deg\\|met\\(?:re\\|er\\)s?\\|mm\\|ms\\|dB\\|LUFS\\|K\\|s\\|f\\|m\\)\\_>\\|[ ]?%\\)?\\)")

(defconst frost-faces
  '((size . font-lock-type-face)
    (camera . font-lock-constant-face)
    (move . font-lock-function-name-face)
    (light . font-lock-constant-face)
    (stage . font-lock-constant-face)
    (modifier . font-lock-constant-face)
    (joint . font-lock-builtin-face))
  "Faces of the classes of words in statements.")

(defun frost--statement (form)
  "A font-lock keyword for FORM of `frost-forms'."
  (let* ((name (nth 0 form))
         (words (nth 1 form))
         (classes (nthcdr 2 form))
         (begin (concat "^" (if (eq name 'sound) "[ \t]+" "[ \t]*") "\\("
                        (regexp-opt (if (eq name 'name) (delete "music" (delete "sound" (copy-sequence words))) words))
                        "\\)\\(?:[ \t,\n]\\|\\'\\)"))
         (anchored
          (append
           (list `("[ \t]\\(//.*\\)$" nil (goto-char (match-end 1)) (1 font-lock-comment-face t)))
           (mapcar (lambda (class)
                     `(,(concat "\\_<" (regexp-opt (cdr class)) "\\_>") nil (goto-char (match-end 1))
                       (0 ',(alist-get (car class) frost-faces 'font-lock-keyword-face))))
                   ;; Longer spellings first: what is coloured already stays so.
                   (sort (copy-sequence classes)
                         (lambda (a b) (> (frost--longest (cdr a)) (frost--longest (cdr b))))))
           (list `(,frost-number nil (goto-char (match-end 1)) (0 'font-lock-constant-face))
                 '("#\\(?:[0-9a-fA-F]\\{6\\}\\|[0-9a-fA-F]\\{3\\}\\)\\_>" nil (goto-char (match-end 1)) (0 'font-lock-constant-face))
                 '("[\"“][^\"”\n]*[\"”]" nil (goto-char (match-end 1)) (0 'font-lock-string-face t))
                 '("\\_<[[:upper:]][[:alnum:]_.-]*\\(?: [[:upper:]][[:alnum:]_.-]*\\)*" nil (goto-char (match-end 1)) (0 'font-lock-type-face))))))
    `(,begin (1 'font-lock-keyword-face) ,@anchored)))

(defun frost--longest (words)
  "The length of the longest of WORDS."
  (apply #'max (mapcar #'length words)))

(defvar frost-font-lock-keywords
  (let ((case-fold nil))
    (ignore case-fold)
    (append
     (list
      '("^[ \t]*\\(//.*\\)$" (1 'font-lock-comment-face t))
      '("\\[\\[\\(?:.\\|\n\\)*?\\]\\]" (0 'font-lock-comment-face t))
      `(,frost-heading (1 'font-lock-keyword-face) (2 'font-lock-type-face) (3 'font-lock-constant-face nil t))
      `(,(concat "^[ \t]*\\(" (regexp-opt frost-properties) "\\)[ \t]+\\(.*\\(?:\n[ \t]\\{8,\\}.*\\)*\\)") (1 'font-lock-keyword-face) (2 'font-lock-string-face))
      `(,(concat "^[ \t]*\\(" (regexp-opt frost-transitions) "\\)\\(?:[ \t]*$\\|[ \t]+[0-9#]\\|[ \t]+\\(?:to\\|from\\)[ \t]\\|:\\)") (1 'font-lock-preprocessor-face)
        (,frost-number nil (goto-char (match-end 1)) (0 'font-lock-constant-face)))
      '("^[ \t]*>?[ \t]*\\(?:[A-Z][A-Z -]+ TO:\\|FADE \\(?:IN\\|OUT\\)[.:]?\\|FADE TO BLACK\\.?\\)[ \t]*$" (0 'font-lock-preprocessor-face)))
     (list '("^\\(music\\|sound\\)\\_>" (1 'font-lock-keyword-face)))
     (mapcar #'frost--statement (seq-remove (lambda (form) (eq (car form) 'transition)) frost-forms))
     (list
      '("^[ \t]*\\(black\\)\\_>" (1 'font-lock-keyword-face))
      `(,frost-cue-line (1 'frost-cue) (2 'frost-parenthetical nil t))
      '("^[ \t]+\\((.*)\\)[ \t]*$" (1 'frost-parenthetical))
      '("{[a-z][a-z0-9_-]*}" (0 'font-lock-variable-name-face t)))))
  "Colours of Frost.")

(defvar frost-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?' "." table)
    (modify-syntax-entry ?\" "." table)
    table))

(defun frost--opens-p ()
  "Whether the line at point has deeper lines below it."
  (let ((case-fold-search nil))
    (save-excursion
      (beginning-of-line)
      (or (looking-at (concat (regexp-opt frost-blocks) "\\_>"))
          (looking-at "[ \t]*shot\\_>")
          (looking-at frost-heading)
          (looking-at frost-cue-line)))))

(defun frost--depth ()
  "Depth of the line at point by the lines above it."
  (save-excursion
    (beginning-of-line)
    (if (or (looking-at frost-heading)
            (not (zerop (forward-line -1)))
            (progn (while (and (looking-at "[ \t]*$") (zerop (forward-line -1)))) (looking-at "[ \t]*$")))
        0
      (+ (current-indentation) (if (frost--opens-p) 2 0)))))

(defun frost-indent-line ()
  "Indent as the line above, two more under what holds deeper lines; again, and it is two less."
  (interactive)
  (let* ((case-fold-search nil)
         (most (frost--depth))
         (now (current-indentation))
         (depth (if (and (eq this-command last-command) (memq this-command '(indent-for-tab-command frost-indent-line)))
                    (if (>= now 2) (- now 2) most)
                  most)))
    (if (<= (current-column) now)
        (indent-line-to depth)
      (save-excursion (indent-line-to depth)))))

(defun frost--index ()
  "Scenes, with their shots, and what is declared."
  (let ((case-fold-search nil) scenes shots declared scene)
    (save-excursion
      (goto-char (point-min))
      (while (not (eobp))
        (cond
         ((looking-at frost-heading)
          (when shots (setcdr scene (append (cdr scene) (nreverse shots))) (setq shots nil))
          (setq scene (list (string-trim (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
                            (cons "scene" (point))))
          (push scene scenes))
         ((and scene (looking-at "[ \t]+shot\\_>[ \t]*\\(.*\\)$"))
          (push (cons (concat "shot " (match-string-no-properties 1)) (point)) shots))
         ((looking-at "\\(?:character\\|location\\|prop\\|extras\\|style\\|music\\|sound\\|setup\\|param\\|version\\)[ \t]+\\(.+?\\)[ \t]*\\(?:from\\_>.*\\|[=,].*\\|//.*\\)?$")
          (push (cons (match-string-no-properties 1) (point)) declared)))
        (forward-line 1)))
    (when shots (setcdr scene (append (cdr scene) (nreverse shots))))
    (append (when declared (list (cons "Declarations" (nreverse declared)))) (nreverse scenes))))

;;;###autoload
(define-derived-mode frost-mode text-mode "Frost"
  "Major mode for films written in Frost."
  (setq-local comment-start "// ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "//+[ \t]*")
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width 2)
  (setq-local indent-line-function #'frost-indent-line)
  (setq-local electric-indent-inhibit t)
  (setq-local font-lock-defaults '(frost-font-lock-keywords t nil))
  (setq-local font-lock-multiline t)
  (setq-local imenu-create-index-function #'frost--index)
  (setq-local outline-regexp "^[ \t]*\\(?:INT\\|EXT\\|EST\\|I/E\\|E/I\\)[. /]\\|[ \t]+shot\\_>")
  (setq-local compile-command
              (concat "frost check --format short " (shell-quote-argument (or buffer-file-name "")))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.frost\\'" . frost-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons 'frost-mode frost-command)))

(provide 'frost-mode)
;;; frost-mode.el ends here
