-- SPDX-License-Identifier: Apache-2.0
-- A session in real Neovim with editors/neovim/ecslint.lua. Exits with 1 on a mistake.
local folder, ecslint, source = vim.env.FOLDER, vim.env.ECSLINT, vim.env.SOURCE
package.path = source .. "/editors/neovim/?.lua;" .. package.path

local function fail(what)
  io.stderr:write("neovim: " .. what .. "\n")
  vim.cmd("cquit 1")
end

local function wait_for(what, condition)
  if not vim.wait(15000, condition, 20) then fail("no " .. what) end
end

local function codes(buffer)
  local out = {}
  for _, each in ipairs(vim.diagnostic.get(buffer)) do out[each.code or (each.user_data and each.user_data.lsp.code) or "?"] = true end
  return out
end

vim.cmd("filetype on")
require("ecslint").setup({ cmd = { ecslint, "lsp" } })
vim.cmd("edit " .. folder .. "/task-definition.json")
local buffer = vim.api.nvim_get_current_buf()
wait_for("diagnostics", function() return #vim.diagnostic.get(buffer) > 5 end)
if not codes(buffer)["NET003"] then fail("NET003 is not among the diagnostics") end

-- An edit mends one of them.
local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
for i, line in ipairs(lines) do
  if line:find('"memory": "512"', 1, true) then
    vim.api.nvim_buf_set_lines(buffer, i - 1, i, false, { (line:gsub('"512"', '"1024"')) })
  end
end
wait_for("change after an edit", function() return not codes(buffer)["RES001"] end)

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000)
  for _, answer in pairs(answers or {}) do return answer.result end
  fail("no answer to " .. method)
end

local function place_of(text)
  for i, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local at = line:find(text, 1, true)
    if at then return { line = i - 1, character = at - 1 } end
  end
  fail("no " .. text .. " in the file")
end

-- The fix of the host port.
local place = place_of('"hostPort"')
place.character = place.character + 12
local actions = ask("textDocument/codeAction", {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  range = { start = place, ["end"] = place },
  context = { diagnostics = {} },
})
local chosen
for _, action in ipairs(actions or {}) do
  if action.title:find("NET003", 1, true) and action.edit then chosen = action end
end
if not chosen then fail("no fix for NET003") end
vim.lsp.util.apply_workspace_edit(chosen.edit, "utf-16")
wait_for("change after the fix", function() return not codes(buffer)["NET003"] end)

local hover = ask("textDocument/hover", { textDocument = vim.lsp.util.make_text_document_params(buffer), position = place_of('"networkMode"') })
if not (hover and hover.contents.value:find("networkMode", 1, true)) then fail("hover says nothing of networkMode") end

local value = place_of('"memory": "1024"')
value.character = value.character + 11
local list = ask("textDocument/completion", { textDocument = vim.lsp.util.make_text_document_params(buffer), position = value })
local labels = {}
for _, item in ipairs(list.items or list) do labels[item.label] = true end
if not labels["2048"] or labels["512"] then fail("completion does not know what goes with 512 CPU units") end
vim.cmd("qall!")
