# A room is one library over src/<folder>, with the libraries it may use named here: the link graph is the design.

add_library(ecslint_options INTERFACE)
target_compile_options(ecslint_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wimplicit-fallthrough
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<BOOL:${ECSLINT_WERROR}>:-Werror>)
if(ECSLINT_SANITIZE)
  add_compile_options(-fsanitize=${ECSLINT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ECSLINT_SANITIZE})
endif()

# ecslint_room(NAME FOLDERS LIBRARIES...): FOLDERS is one folder or several, "expr;expr/lib"
function(ecslint_room name folders)
  list(TRANSFORM folders REPLACE "(.+)" "${CMAKE_SOURCE_DIR}/src/\\1/*.cc" OUTPUT_VARIABLE globs)
  file(GLOB sources CONFIGURE_DEPENDS ${globs})
  if(NOT sources)
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${ARGN})
    return()
  endif()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${ARGN} PRIVATE ecslint_options)
endfunction()

# ecslint_test(NAME FOLDERS LIBRARIES...): one Catch2 program over tests/<folder>/*_test.cc, called NAME_test
function(ecslint_test name folders)
  list(TRANSFORM folders REPLACE "(.+)" "${CMAKE_SOURCE_DIR}/tests/\\1/*_test.cc" OUTPUT_VARIABLE globs)
  file(GLOB sources CONFIGURE_DEPENDS ${globs})
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_test ${sources})
  target_link_libraries(${name}_test PRIVATE catch_main ${ARGN} ecslint_options)
  target_include_directories(${name}_test PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${name}_test PRIVATE
    ECSLINT_SOURCE_DIR="${CMAKE_SOURCE_DIR}" ECSLINT_SHARED_DIR="${CMAKE_SOURCE_DIR}/../shared")
  add_test(NAME ${name} COMMAND ${name}_test)
endfunction()
