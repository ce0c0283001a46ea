# Compiler and linker settings that every target shares.
option(PANOH_TESTS "Build the unit tests" ON)
option(PANOH_FUZZ "Build the fuzz targets (clang only)" OFF)
option(PANOH_FUZZ_HEAVY "And those that need much of the program: many minutes more" OFF)
set(PANOH_SANITIZE "" CACHE STRING "Sanitizers, for example address,undefined")

find_program(PANOH_CCACHE ccache)
if(PANOH_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PANOH_CCACHE})
endif()

find_program(PANOH_MOLD mold)
if(PANOH_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(panoh_options INTERFACE)
target_compile_options(panoh_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wcast-align -Wimplicit-fallthrough -Wformat=2
  -fstack-protector-strong -fno-strict-overflow)
# Whoever builds to run it is not stopped by a warning that only an optimiser, or another compiler, has.
if(NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(panoh_options INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports false positives of these two inside libstdc++ and Boost at -O2.
  target_compile_options(panoh_options INTERFACE -Wduplicated-cond -Wlogical-op -Wno-maybe-uninitialized -Wno-restrict)
endif()
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64")
  target_compile_options(panoh_options INTERFACE -fstack-clash-protection -fcf-protection)
endif()
if(CMAKE_BUILD_TYPE MATCHES "Rel" AND NOT PANOH_SANITIZE)
  target_compile_options(panoh_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
add_link_options(-Wl,-z,relro,-z,now -pie)

if(PANOH_SANITIZE)
  add_compile_options(-fsanitize=${PANOH_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PANOH_SANITIZE})
endif()
