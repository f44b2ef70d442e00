;;; emacs_test.el --- A session in real Emacs with eglot  -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: Apache-2.0
;; emacs --batch -l tests/editors/emacs_test.el, with FOLDER, ECSLINT and SOURCE in the environment.
(require 'package)
(package-initialize)
(require 'cl-lib)
(load (expand-file-name "editors/emacs/ecslint.el" (getenv "SOURCE")))
(require 'flymake)
(setq ecslint-command (list (getenv "ECSLINT") "lsp"))
(setq eglot-sync-connect 10 eglot-autoshutdown nil flymake-no-changes-timeout 0.1 eglot-send-changes-idle-time 0.05)

(defun ecslint-test-fail (what)
  (message "emacs: %s" what)
  (kill-emacs 1))

(defun ecslint-test-wait (what condition)
  (let ((end (+ (float-time) 15)))
    (while (and (not (funcall condition)) (< (float-time) end))
      (accept-process-output nil 0.05))
    (unless (funcall condition) (ecslint-test-fail (concat "no " what)))))

(defun ecslint-test-texts ()
  (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\n"))

(defun ecslint-test-says (text)
  (string-match-p (regexp-quote text) (ecslint-test-texts)))

(find-file (expand-file-name "task-definition.json" (getenv "FOLDER")))
(js-mode)
(call-interactively #'eglot)
(unless (eglot-current-server) (eglot-ensure))
(ecslint-test-wait "server" (lambda () (eglot-current-server)))
(ecslint-test-wait "diagnostics" (lambda () (ecslint-test-says "host port 80")))

;; An edit mends one of them.
(goto-char (point-min))
(search-forward "\"memory\": \"512")
(replace-match "\"memory\": \"1024" t t)
(run-hooks 'post-command-hook)
(eglot--signal-textDocument/didChange)
(ecslint-test-wait "change after an edit" (lambda () (not (ecslint-test-says "512 CPU units with 512 MiB"))))

;; The fix of the host port.
(goto-char (point-min))
(search-forward "\"hostPort\": ")
(let* ((point (eglot--pos-to-lsp-position))
       (actions (jsonrpc-request (eglot-current-server) :textDocument/codeAction
                                 (list :textDocument (eglot--TextDocumentIdentifier)
                                       :range (list :start point :end point)
                                       :context (list :diagnostics []))))
       (fix (cl-find-if (lambda (action) (string-match-p "NET003" (plist-get action :title)))
                        (append actions nil))))
  (unless fix (ecslint-test-fail "no fix for NET003"))
  (eglot--apply-workspace-edit (plist-get fix :edit)))
(eglot--signal-textDocument/didChange)
(ecslint-test-wait "change after the fix" (lambda () (not (ecslint-test-says "host port 80"))))

(goto-char (point-min))
(search-forward "\"networkMo")
(let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
  (unless (string-match-p "networkMode" (format "%s" hover)) (ecslint-test-fail "hover says nothing of networkMode")))

(goto-char (point-min))
(search-forward "\"memory\": \"")
(let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/completion (eglot--TextDocumentPositionParams)))
       (labels (mapcar (lambda (item) (plist-get item :label)) (append (plist-get answer :items) nil))))
  (unless (and (member "2048" labels) (not (member "512" labels)))
    (ecslint-test-fail "completion does not know what goes with 512 CPU units")))
(set-buffer-modified-p nil)
(eglot-shutdown (eglot-current-server))
(message "emacs: done")
