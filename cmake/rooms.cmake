# A room is one library over src/<folder>, with the libraries it may use named here: the link graph is the design.

add_library(ecslint_options INTERFACE)
target_compile_options(ecslint_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wimplicit-fallthrough
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<BOOL:${ECSLINT_WERROR}>:-Werror> $<$<CONFIG:Release>:-ffunction-sections>)
if(ECSLINT_SANITIZE)
  add_compile_options(-fsanitize=${ECSLINT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ECSLINT_SANITIZE})
endif()

# Where a file's include files cost more than the file itself, several files are compiled as one, which shortens a build from nothing.
# Preset `dev` compiles them one by one, for whoever changes one at a time, and for clang-tidy, and so
# does `release` what runs for every file that is linted: in small units the compiler puts more in place. Files with local names that
# another of their room has too (tables of functions are all called alike) stand alone.
set(ECSLINT_HOT text doc syntax_json schema expr model rules_functions rules)
function(ecslint_together target)
  if(ECSLINT_UNITY AND NOT (CMAKE_BUILD_TYPE STREQUAL "Release" AND target IN_LIST ECSLINT_HOT))
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  endif()
endfunction()
function(ecslint_alone)
  list(TRANSFORM ARGN PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ OUTPUT_VARIABLE files)
  set_source_files_properties(${files} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

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
  ecslint_together(${name})
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
  # Quick to compile, and those that run long a bit quicker to run; what they ask of us is compiled as ever.
  if(name MATCHES "^(schema|expr|rules|lint)$")
    target_compile_options(${name}_test PRIVATE $<$<NOT:$<CONFIG:Debug>>:-O1>)
  else()
    target_compile_options(${name}_test PRIVATE $<$<NOT:$<CONFIG:Debug>>:-O0>)
  endif()
  # Odd shapes take as long as all else of their room; side by side they take half of it.
  if(name STREQUAL lint)
    add_test(NAME ${name} COMMAND ${name}_test "~[shapes]~[.]")
    add_test(NAME ${name}_shapes COMMAND ${name}_test "[shapes]")
  else()
    add_test(NAME ${name} COMMAND ${name}_test)
  endif()
endfunction()
