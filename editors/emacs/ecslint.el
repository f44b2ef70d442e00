;;; ecslint.el --- ecslint in Emacs, by eglot  -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: Apache-2.0
;;; Commentary:
;; Copy it into your load-path and (require 'ecslint); then M-x eglot in a JSON or YAML file, or eglot-ensure
;; in the hooks of their modes.  Emacs 29 has eglot; for 27 and 28 it is in GNU ELPA.
;;; Code:
(require 'eglot)

(defvar ecslint-command '("ecslint" "lsp")
  "How the language server is started.")

(add-to-list 'eglot-server-programs
             (cons '(js-json-mode json-mode json-ts-mode jsonc-mode yaml-mode yaml-ts-mode js-mode)
                   (lambda (&rest _) ecslint-command)))

(provide 'ecslint)
;;; ecslint.el ends here
