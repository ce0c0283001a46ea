# Writes data/codes/*.json into one C++ file, so that the program needs no file to check a code.
file(GLOB PANOH_CODE_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/codes/*.json)
set(PANOH_CODE_TEXTS "")
foreach(file ${PANOH_CODE_FILES})
  file(READ ${file} text)
  string(APPEND PANOH_CODE_TEXTS "    R\"panoh(${text})panoh\",\n")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/code_texts.inc CONTENT "@PANOH_CODE_TEXTS@" @ONLY)

# Where each field of HTCDS stands, in the same way.
file(READ ${CMAKE_SOURCE_DIR}/data/htcds/fields.csv text)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/htcds/fields.csv)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/htcds_fields.inc CONTENT "R\"panoh(@text@)panoh\"" @ONLY)

# How the columns of CTDC are made of our answers, in the same way.
file(READ ${CMAKE_SOURCE_DIR}/data/ctdc/own_cases.csv text)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/ctdc/own_cases.csv)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/ctdc_own_cases.inc CONTENT "R\"panoh(@text@)panoh\"" @ONLY)
