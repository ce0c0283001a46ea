-- The requests of one load for wrk: a file of lines "METHOD <tab> path <tab> version <tab> body", sent one after the other,
-- round after round. A version goes into If-Match and grows by one a round, as that of what is saved does; %n in a body
-- is a small number that differs from round to round; %k in a path or body is a number that no other request has.

local lines, at, round, key = {}, -1, 0, 0

function init(arguments)
  key = tonumber(arguments[2])
  for line in io.lines(arguments[1]) do
    local method, path, version, body = line:match("^(%S+)\t(%S+)\t(%d*)\t(.*)$")
    lines[#lines + 1] = {method = method, path = path, version = tonumber(version), body = body}
    if method == "GET" then lines[#lines].ready = wrk.format(method, path) end
  end
end

function request()
  at = at + 1
  if at > #lines then at, round = 1, round + 1 end
  -- wrk tries the script once before it begins, and sends nothing.
  local line = lines[math.max(at, 1)]
  if line.ready then return line.ready end
  key = key + 1
  local headers = {["Content-Type"] = "application/json"}
  for name, value in pairs(wrk.headers) do headers[name] = value end
  if line.version then headers["If-Match"] = '"' .. line.version + round .. '"' end
  if line.method == "POST" then headers["Idempotency-Key"] = ("bench-%.0f"):format(key) end
  return wrk.format(line.method, line.path, headers, (line.body:gsub("%%n", round % 20):gsub("%%k", ("%.0f"):format(key))))
end
