# Writes the words of public pages into the program: of languages/xx.json the keys that C++ asks for, and languages/names/xx.json.
set(PANOH_SPOKEN_KEYS "portal[.]|bulletin[.]|codes[.]measure[.]|codes[.]figure_basis[.]")
# The columns of releases and their values (src/portal/column_names.cpp).
string(APPEND PANOH_SPOKEN_KEYS "|codes[.](gender|age_band|trafficking_status|labour_industry|relationship_to_trafficker|exploitation"
    "|sexual_exploitation|method_of_control|recruitment_method)[.]|codes[.]channel[.]hotline"
    "|cases[.]field[.](citizenship|country_of_exploitation|gender|labour_industry|relationship_to_trafficker|exploitation"
    "|sexual_exploitation|methods_of_control|recruitment_method)\"")
set(PANOH_WORD_TEXTS "")
foreach(language en kk ky ru tg tk uz)
  set(catalogue ${CMAKE_SOURCE_DIR}/languages/${language}.json)
  set(names ${CMAKE_SOURCE_DIR}/languages/names/${language}.json)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${catalogue} ${names})
  # One key a line: those that stay are moved out of the way, the others go, and the comma behind the last.
  file(READ ${catalogue} text)
  string(REGEX REPLACE "\n *\"(${PANOH_SPOKEN_KEYS})" "\n\t\"\\1" text "${text}")
  string(REGEX REPLACE "\n *\"[^\n]*" "" text "${text}")
  string(REGEX REPLACE ",[ \n]*}" "\n}" text "${text}")
  file(READ ${names} named)
  string(APPEND PANOH_WORD_TEXTS "    {\"${language}\", R\"panoh(${text})panoh\", R\"panoh(${named})panoh\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/portal_words.inc CONTENT "@PANOH_WORD_TEXTS@" @ONLY)

# And the style sheets of pages and paper, and the few lines that make paper, which run in a child process.
foreach(name page.css report.css paper.css paper.py)
  set(file ${CMAKE_SOURCE_DIR}/src/portal/${name})
  file(READ ${file} text)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  string(REPLACE "." "_" name ${name})
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/portal_${name}.inc CONTENT "R\"panoh(@text@)panoh\"" @ONLY)
endforeach()
