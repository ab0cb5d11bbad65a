-- Drives Neovim against `planlint lsp`, with tombi beside it where that is named, and prints what a person in it sees.
local program, file = vim.env.PLANLINT, vim.env.PLAN_FILE
local function say(what, text) io.stdout:write(what .. ": " .. text .. "\n") end
vim.lsp.config("planlint", { cmd = { program, "lsp" }, filetypes = { "toml" }, root_markers = { "planlint.toml", ".git" } })
vim.lsp.enable("planlint")
if vim.env.TOMBI then
  vim.lsp.config("tombi", { cmd = { vim.env.TOMBI, "lsp", "--offline" }, filetypes = { "toml" }, root_markers = { "tombi.toml", ".git" } })
  vim.lsp.enable("tombi")
end
vim.cmd.edit(file)
local clients = function() return vim.lsp.get_clients({ bufnr = 0 }) end
vim.wait(60000, function() return #clients() == (vim.env.TOMBI and 2 or 1) and clients()[1].initialized and clients()[#clients()].initialized end, 50)
for _, one in ipairs(clients()) do say("client", one.name .. " " .. one.offset_encoding) end
local function found()
  local all = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    if one.source == "planlint" then table.insert(all, string.format("%d %s %s %s", one.lnum + 1, one.source, one.code, one.message)) end
  end
  table.sort(all)
  return all
end
local function ask(method, more)
  local planlint = vim.lsp.get_clients({ name = "planlint" })[1]
  local params = vim.tbl_extend("force", vim.lsp.util.make_position_params(0, planlint.offset_encoding), more or {})
  local answer = planlint:request_sync(method, params, 60000, 0)
  return answer and (answer.result or answer.err)
end
local line = vim.fn.search([[^key_result = "]])
vim.api.nvim_win_set_cursor(0, { line, 15 })
say("hover", vim.split(ask("textDocument/hover").contents.value, "\n")[1])
local text = vim.api.nvim_get_current_line()
vim.api.nvim_set_current_line('key_result = "ünknown 🏠"')
vim.wait(60000, function() return #found() > 0 end, 100)
say("wrong", table.concat(found(), " | "))
vim.api.nvim_set_current_line('key_result = "')
vim.api.nvim_win_set_cursor(0, { line, 14 })
local items = ask("textDocument/completion").items
local labels = {}
for _, one in ipairs(items) do table.insert(labels, one.label) end
say("completion", table.concat(labels, " "))
vim.api.nvim_set_current_line(text)
vim.wait(60000, function() return #found() == 0 end, 100)
say("mended", tostring(#found()))
say("symbols", tostring(#ask("workspace/symbol", { query = "" })))
vim.fn.search([[^\[task\.]], "w")
vim.api.nvim_win_set_cursor(0, { vim.fn.line("."), 7 })
vim.lsp.buf.rename("renamed-here")
vim.wait(60000, function() return vim.api.nvim_get_current_line() == "[task.renamed-here]" end, 100)
say("renamed", vim.api.nvim_get_current_line())
for _, one in ipairs(clients()) do one:stop() end
vim.wait(5000, function() return #clients() == 0 end, 50)
say("over", tostring(#clients()))
vim.cmd("qa!")
