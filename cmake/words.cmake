# Writes the words of public pages into the program: the keys `portal.*` of languages/xx.json, and languages/names/xx.json.
set(PANOH_WORD_TEXTS "")
foreach(language en kk ky ru tg tk uz)
  set(catalogue ${CMAKE_SOURCE_DIR}/languages/${language}.json)
  set(names ${CMAKE_SOURCE_DIR}/languages/names/${language}.json)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${catalogue} ${names})
  # One key a line: what does not begin with portal. goes, and the comma behind the last that stays.
  file(READ ${catalogue} text)
  string(REGEX REPLACE "\n *\"([^p]|p[^o]|po[^r]|por[^t]|port[^a]|porta[^l]|portal[^.])[^\n]*" "" text "${text}")
  string(REGEX REPLACE ",[ \n]*}" "\n}" text "${text}")
  file(READ ${names} named)
  string(APPEND PANOH_WORD_TEXTS "    {\"${language}\", R\"panoh(${text})panoh\", R\"panoh(${named})panoh\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/portal_words.inc CONTENT "@PANOH_WORD_TEXTS@" @ONLY)

# And the style sheets of pages and paper, and the few lines that make paper, which run in a child process.
foreach(name page.css paper.css paper.py)
  set(file ${CMAKE_SOURCE_DIR}/src/portal/${name})
  file(READ ${file} text)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  string(REPLACE "." "_" name ${name})
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/portal_${name}.inc CONTENT "R\"panoh(@text@)panoh\"" @ONLY)
endforeach()
