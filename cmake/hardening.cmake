# What the released binary is hardened with; tests/security/elf.py reads it back. Sanitizers check more than this does.
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT ECSLINT_SANITIZE)
  add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)
endif()
