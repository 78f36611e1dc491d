;;; frost-mode-tests.el --- Tests of frost-mode  -*- lexical-binding: t; -*-

;; emacs -Q --batch -L editors/emacs -l editors/emacs/frost-mode-tests.el -f ert-run-tests-batch-and-exit

;;; Code:

(require 'ert)
(require 'imenu)
(require 'frost-mode)

(defmacro frost-with (text &rest body)
  "A buffer of frost-mode that holds TEXT, coloured, for BODY."
  (declare (indent 1))
  `(with-temp-buffer
     (insert ,text)
     (frost-mode)
     (font-lock-ensure)
     (goto-char (point-min))
     ,@body))

(defun frost-face (word)
  "The face of the first WORD of the buffer."
  (goto-char (point-min))
  (let ((case-fold-search nil))
    (search-forward word))
  (let ((face (get-text-property (match-beginning 0) 'face)))
    (if (consp face) (car face) face)))

(ert-deftest frost-colours ()
  (frost-with "style cold\n  look     blue ice, wide\n\nINT. TENT - NIGHT #4#\n  stage MARA left facing JONAS\n  shot close on MARA, 85mm // near\n    camera push in, slow\n    She waits, wide awake.\n    MARA (V.O.)\n      (softly)\n      Then who?\ndissolve 1s\n"
    (should (eq (frost-face "style") 'font-lock-keyword-face))
    (should (eq (frost-face "blue ice") 'font-lock-string-face))
    (should (eq (frost-face "INT.") 'font-lock-keyword-face))
    (should (eq (frost-face "TENT") 'font-lock-type-face))
    (should (eq (frost-face "left") 'font-lock-constant-face))
    (should (eq (frost-face "facing") 'font-lock-builtin-face))
    (should (eq (frost-face "close") 'font-lock-type-face))
    (should (eq (frost-face "85mm") 'font-lock-constant-face))
    (should (eq (frost-face "// near") 'font-lock-comment-face))
    (should (eq (frost-face "push in") 'font-lock-function-name-face))
    (should (eq (frost-face "She waits") nil))
    (should (eq (frost-face "wide awake") nil))
    (should (eq (frost-face "MARA (V") 'frost-cue))
    (should (eq (frost-face "(softly)") 'frost-parenthetical))
    (should (eq (frost-face "dissolve") 'font-lock-preprocessor-face))))

(ert-deftest frost-indents ()
  (dolist (try '(("INT. HOUSE - DAY\n" . 2) ("INT. HOUSE - DAY\n  shot wide\n" . 4) ("INT. HOUSE - DAY\n  shot wide\n    MARA\n" . 6)
                 ("film \"X\"\n" . 2) ("film \"X\"\n  rate 24\n" . 2) ("INT. HOUSE - DAY\n  Rain.\n\n" . 2)))
    (frost-with (car try)
      (goto-char (point-max))
      (frost-indent-line)
      (should (= (current-indentation) (cdr try))))))

(ert-deftest frost-outline ()
  (frost-with "character MARA\n  look tall\n\nINT. TENT - NIGHT\n  shot wide\n    Rain.\n  shot close on MARA\n    She waits.\n"
    (let ((index (frost--index)))
      (should (equal (mapcar #'car index) '("Declarations" "INT. TENT - NIGHT")))
      (should (equal (mapcar #'car (cdr (assoc "INT. TENT - NIGHT" index))) '("scene" "shot wide" "shot close on MARA")))
      (should (equal (mapcar #'car (cdr (assoc "Declarations" index))) '("MARA"))))))

;; Debian's packages of what comes with later Emacs; -Q passes them over.
(dolist (folder (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa-src/*"))
  (add-to-list 'load-path folder))

(ert-deftest frost-server ()
  "Eglot shows what the server finds.  Where eglot has to be there, FROST_EGLOT says so."
  (unless (getenv "FROST_EGLOT")
    (skip-unless (and (getenv "FROST_COMMAND") (require 'eglot nil t))))
  (require 'eglot)
  (let* ((folder (make-temp-file "frost" t))
         (file (expand-file-name "film.frost" folder))
         (eglot-server-programs (list (list 'frost-mode (getenv "FROST_COMMAND") "lsp")))
         (eglot-autoshutdown t))
    (write-region "INT. ROOM - DAY\n  shot wyde\n    Dust.\n" nil file nil 'silent)
    (unwind-protect
        (with-current-buffer (find-file-noselect file)
          (apply #'eglot--connect (eglot--guess-contact))
          (eglot--maybe-activate-editing-mode)
          (flymake-mode 1)
          (let ((end (+ (float-time) 60)))
            (while (and (< (float-time) end) (not (flymake-diagnostics)))
              (flymake-start)
              (accept-process-output nil 0.2)))
          (should (eglot-managed-p))
          (should (string-match-p "did you mean `wide`" (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\n")))
          (eglot-shutdown (eglot-current-server)))
      (delete-directory folder t))))

(ert-deftest frost-file-type ()
  (should (eq (cdr (assoc "\\.frost\\'" auto-mode-alist)) 'frost-mode)))

(ert-deftest frost-every-example-is-coloured ()
  (dolist (file (directory-files-recursively (expand-file-name "../../examples" (file-name-directory (locate-library "frost-mode"))) "\\.frost\\'"))
    (with-temp-buffer
      (insert-file-contents file)
      (frost-mode)
      (font-lock-ensure)
      (goto-char (point-min))
      (while (re-search-forward "^  shot\\_>" nil t)
        (should (eq (get-text-property (- (point) 1) 'face) 'font-lock-keyword-face))))))

(provide 'frost-mode-tests)
;;; frost-mode-tests.el ends here
