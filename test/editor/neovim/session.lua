-- What the test has Neovim do: its own LSP client on the server's stdio, a file opened and edited by keys, and what
-- its user would then see, printed as JSON.

local function environment(name)
  return assert(os.getenv(name), name .. ' is not set')
end

local function wait(what, condition)
  assert(vim.wait(30000, condition, 20), 'waited in vain: ' .. what)
end

-- A file of this workspace with the language server attached to it, as `ftplugin` would do.
local function open(file, filetype)
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  vim.bo.filetype = filetype
  local client = vim.lsp.start_client({
    name = 'portcullis',
    cmd = { environment('PC_NODE'), environment('PC_SERVICE'), '--stdio' },
    root_dir = vim.fn.getcwd(),
  })
  vim.lsp.buf_attach_client(0, client)
  wait('the server answers', function()
    local running = vim.lsp.get_client_by_id(client)
    return running ~= nil and running.initialized
  end)
  return client
end

local function diagnostics()
  return vim.tbl_map(function(each)
    return { line = each.lnum + 1, column = each.col + 1, code = each.code, source = each.source, message = each.message }
  end, vim.diagnostic.get(0))
end

-- The lines that a user sees, virtual text included.
local function screen()
  vim.cmd('redraw')
  local lines = {}
  for row = 1, vim.o.lines do
    local line = {}
    for column = 1, vim.o.columns do
      line[column] = vim.fn.screenstring(row, column)
    end
    lines[row] = (table.concat(line):gsub('%s+$', ''))
  end
  return lines
end

local function request(method, line, character)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(),
    position = { line = line, character = character },
  }
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 30000) or {}) do
    return answer.result
  end
end

local function run()
  vim.o.columns = 160
  vim.o.lines = 24
  local told = {}

  open('src/config.ts', 'typescript')
  wait('a diagnostic', function() return #vim.diagnostic.get(0) > 0 end)
  told.diagnostics = diagnostics()
  told.screen = screen()
  told.hover = request('textDocument/hover', 0, 16)
  vim.cmd('normal! ggdd')
  wait('no diagnostic', function() return #vim.diagnostic.get(0) == 0 end)
  told.left = diagnostics()

  open('policy.yaml', 'yaml')
  wait('a diagnostic of the policy', function() return #vim.diagnostic.get(0) > 0 end)
  told.policy = diagnostics()
  told.policyHover = request('textDocument/hover', 0, 2)
  return told
end

local ok, result = xpcall(run, debug.traceback)
local file = assert(io.open(environment('PC_RESULT'), 'w'))
file:write(vim.fn.json_encode(ok and result or { error = result }))
file:close()
vim.cmd(ok and 'qall!' or 'cquit!')
