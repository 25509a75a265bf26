-- The check of check.sh: what the editor has of the server, printed.
vim.g.watertight_cmd = { "node", vim.env.WATERTIGHT_CLI, "lsp", "--stdio" }
vim.cmd("filetype plugin on")
dofile(debug.getinfo(1, "S").source:sub(2):gsub("check%.lua$", "watertight.lua") .. "")

local function print(line)
  io.stdout:write(line .. "\n")
end

local function fail(message)
  print("FAILED: " .. message)
  vim.cmd("cquit 1")
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 10000)
  for _, answer in pairs(answers or {}) do
    return answer.result
  end
end

local function show()
  for _, found in ipairs(vim.diagnostic.get(0)) do
    print(string.format("%d:%d %s [%s]", found.lnum + 1, found.col + 1, found.message, tostring(found.code or (found.user_data or {}).lsp and found.user_data.lsp.code)))
  end
end

local function check()
  if not vim.wait(15000, function() return #vim.diagnostic.get(0) > 0 end, 20) then
    return fail("no diagnostics came")
  end
  show()
  local first = vim.diagnostic.get(0)[1]
  vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
  local hover = request("textDocument/hover", vim.lsp.util.make_position_params())
  print("hover: " .. vim.split(hover.contents.value, "\n")[1])
  for _, lens in ipairs(request("textDocument/codeLens", { textDocument = vim.lsp.util.make_text_document_params() }) or {}) do
    print(string.format("lens on line %d: %s", lens.range.start.line + 1, lens.command.title))
  end
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {} }
  local actions = request("textDocument/codeAction", params) or {}
  for _, action in ipairs(actions) do
    print("action: " .. action.title)
  end
  local count = #vim.diagnostic.get(0)
  local action = actions[1]
  if not action then
    return fail("no action is offered")
  end
  vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
  if action.title:match("^Ignore") then
    -- The reason, which a person writes.
    vim.cmd([[%s/ -- $/ -- written by the check/]])
  end
  if not vim.wait(15000, function() return #vim.diagnostic.get(0) < count end, 20) then
    return fail("the finding is still there after: " .. action.title)
  end
  print("after \"" .. action.title .. "\": " .. #vim.diagnostic.get(0) .. " left of " .. count)
  show()
  vim.cmd("qall!")
end

vim.api.nvim_create_autocmd("VimEnter", { callback = function() vim.schedule(check) end })
