# `install` and the Debian package (packaging/deb.sh). Manual page, completions and the licences of what is linked in are written by
# packaging/extras.sh first; without it only the program is installed.
include(GNUInstallDirs)
install(TARGETS ecslint RUNTIME)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES ${CMAKE_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
set(extras ${CMAKE_BINARY_DIR}/extras)
install(FILES ${extras}/THIRD-PARTY-NOTICES DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
install(FILES ${extras}/ecslint.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
install(FILES ${extras}/completions/ecslint.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME ecslint OPTIONAL)
install(FILES ${extras}/completions/_ecslint DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions OPTIONAL)
install(FILES ${extras}/completions/ecslint.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d OPTIONAL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ecslint)
set(CPACK_PACKAGE_VENDOR ecslint)
set(CPACK_PACKAGE_CONTACT "ecslint <ecslint@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "linter for Amazon ECS task definitions and services")
set(CPACK_PACKAGE_DESCRIPTION
"Reads task definitions, services and the CloudFormation around them, and says
at the exact character what AWS would refuse, what would fail at run time, and
what is insecure, fragile or wasteful. Needs no account and no network.")
set(CPACK_PACKAGE_HOMEPAGE_URL "https://github.com/ecslint/ecslint")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
if(NOT ECSLINT_STATIC)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
set(CPACK_SET_DESTDIR OFF)
include(CPack)
