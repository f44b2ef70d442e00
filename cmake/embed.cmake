# ecslint_embed(LIBRARY SYMBOL BASE FILES...): puts files as they are into the binary. SYMBOL becomes a table of
# {name, bytes, size} (text/embedded_file.h), names relative to BASE, ended by a row of zeros.
function(ecslint_embed library symbol base)
  set(assembler ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S)
  set(table "")
  set(data "")
  set(index 0)
  foreach(file ${ARGN})
    file(RELATIVE_PATH name ${base} ${file})
    string(APPEND table "  .quad name${index}, data${index}, end${index} - data${index}\n")
    string(APPEND data "name${index}: .asciz \"${name}\"\ndata${index}: .incbin \"${file}\"\nend${index}:\n")
    math(EXPR index "${index} + 1")
  endforeach()
  file(CONFIGURE OUTPUT ${assembler} @ONLY CONTENT
"#include \"text/sections.h\"
  ECSLINT_READ_ONLY_POINTERS
  .balign 8
  .globl ECSLINT_SYMBOL(${symbol})
ECSLINT_SYMBOL(${symbol}):
${table}  .quad 0, 0, 0
  ECSLINT_READ_ONLY
${data}  ECSLINT_NO_EXECUTABLE_STACK
")
  set_source_files_properties(${assembler} PROPERTIES OBJECT_DEPENDS "${ARGN}")
  target_sources(${library} PRIVATE ${assembler})
endfunction()
