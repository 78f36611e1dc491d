-- Lines with deeper lines below them.
local M = {}

local words = { film = 1, style = 1, version = 1, character = 1, location = 1, prop = 1, extras = 1, shot = 1 }
local headings = { INT = 1, EXT = 1, EST = 1, ['I/E'] = 1, ['E/I'] = 1 }

function M.line(text)
  local indent, first = text:match('^(%s*)(%S+)')
  if not first then
    return false
  end
  local word = first:gsub('[,:=]$', '')
  if words[word] then
    -- `style` in a scene only names one.
    return word == 'shot' or indent == ''
  end
  if (word == 'music' or word == 'sound') and indent == '' then
    return true
  end
  local prefix = first:upper():match('^(%u/?%u+)%.?')
  if prefix and headings[prefix] and text:match('^%s*%S+%s+%S') and (first:sub(-1) == '.' or first == first:upper()) then
    return true
  end
  -- A cue: capitals, alone on the line.
  local name = text:gsub('%b()', ''):gsub('%^%s*$', ''):gsub('%s+$', '')
  return indent ~= '' and name:match('%u') ~= nil and name:match('%l') == nil and name:match('[.!?:,-]$') == nil
end

return M
