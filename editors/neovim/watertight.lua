-- Starts Watertight's language server for Dockerfiles, ignore files, .env and compose files. Neovim 0.7 or newer.
-- Put it into ~/.config/nvim/plugin/. `vim.g.watertight_cmd` names the program where it is not on the PATH.

local function start(event)
  local name = vim.api.nvim_buf_get_name(event.buf)
  if name == "" or vim.bo[event.buf].buftype ~= "" then
    return
  end
  local root = vim.fn.fnamemodify(vim.fn.finddir(".git", vim.fn.fnamemodify(name, ":p:h") .. ";"), ":p:h:h")
  if vim.fn.isdirectory(root .. "/.git") == 0 then
    root = vim.fn.fnamemodify(name, ":p:h")
  end
  for _, client in pairs(vim.lsp.get_active_clients and vim.lsp.get_active_clients() or vim.lsp.get_clients()) do
    if client.name == "watertight" and client.config.root_dir == root then
      return vim.lsp.buf_attach_client(event.buf, client.id)
    end
  end
  local id = vim.lsp.start_client({
    name = "watertight",
    cmd = vim.g.watertight_cmd or { "watertight", "lsp", "--stdio" },
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    get_language_id = function(_, filetype)
      return filetype
    end,
  })
  if id then
    vim.lsp.buf_attach_client(event.buf, id)
  end
end

vim.api.nvim_create_autocmd("FileType", { pattern = "dockerfile", callback = start })
vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, {
  pattern = { ".dockerignore", "*.dockerignore", ".env", ".env.*", "compose*.y*ml", "docker-compose*.y*ml", "docker-bake*" },
  callback = start,
})
