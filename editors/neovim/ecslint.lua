-- SPDX-License-Identifier: Apache-2.0
-- ecslint in Neovim 0.7 and later: copy it to ~/.config/nvim/lua/ecslint.lua and say `require("ecslint").setup()`.
-- Options of setup(): cmd = { "ecslint", "lsp" }, filetypes, settings (as initializationOptions; see docs/editors.md).
local M = {}

local roots = { "ecslint.toml", ".git" }

local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ":p:h")
  local at = folder
  while true do
    for _, name in ipairs(roots) do
      if vim.loop.fs_stat(at .. "/" .. name) then return at end
    end
    local up = vim.fn.fnamemodify(at, ":h")
    if up == at then return folder end
    at = up
  end
end

function M.setup(options)
  options = options or {}
  local clients = {}
  local function attach(buffer)
    local name = vim.api.nvim_buf_get_name(buffer)
    if name == "" then return end
    local root = root_of(name)
    clients[root] = clients[root] or vim.lsp.start_client({
      name = "ecslint",
      cmd = options.cmd or { "ecslint", "lsp" },
      root_dir = root,
      workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
      init_options = options.settings,
      on_exit = function() clients[root] = nil end,
    })
    if clients[root] then vim.lsp.buf_attach_client(buffer, clients[root]) end
  end
  vim.api.nvim_create_autocmd("FileType", {
    pattern = options.filetypes or { "json", "jsonc", "yaml" },
    callback = function(event) attach(event.buf) end,
  })
end

return M
