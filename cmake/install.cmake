# SPDX-License-Identifier: MIT
# Installs the headers and the files that make find_package(orm CONFIG) work.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(ORM_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/orm)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/orm
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    FILES_MATCHING PATTERN "*.hpp")
install(TARGETS orm EXPORT orm_targets INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT orm_targets NAMESPACE orm:: FILE orm-targets.cmake DESTINATION ${ORM_PACKAGE_DIR})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/orm-config.cmake.in
    ${PROJECT_BINARY_DIR}/orm-config.cmake
    INSTALL_DESTINATION ${ORM_PACKAGE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/orm-config-version.cmake
    VERSION ${PROJECT_VERSION}
    COMPATIBILITY SameMinorVersion
    ARCH_INDEPENDENT)
install(FILES
    ${PROJECT_BINARY_DIR}/orm-config.cmake
    ${PROJECT_BINARY_DIR}/orm-config-version.cmake
    ${CMAKE_CURRENT_LIST_DIR}/orm_add_kit.cmake
    DESTINATION ${ORM_PACKAGE_DIR})
install(DIRECTORY ${CMAKE_CURRENT_LIST_DIR}/kit DESTINATION ${ORM_PACKAGE_DIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
