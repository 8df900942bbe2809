# SPDX-License-Identifier: MIT
# The program orm-kit: everything that needs no compiled schema. Left out where its libraries are missing.
find_package(nlohmann_json 3.10 QUIET)
find_package(CLI11 QUIET)
if(NOT nlohmann_json_FOUND OR NOT CLI11_FOUND)
    message(STATUS "orm-kit is not built: it needs nlohmann-json3-dev and libcli11-dev")
    return()
endif()

add_executable(orm-kit ${PROJECT_SOURCE_DIR}/programs/orm_kit/main.cpp)
target_link_libraries(orm-kit PRIVATE orm::orm nlohmann_json::nlohmann_json CLI11::CLI11)
# The studio's server is Boost.Beast; an installation of PFR alone has none.
find_path(ORM_BEAST boost/beast/http.hpp HINTS ${Boost_INCLUDE_DIRS})
mark_as_advanced(ORM_BEAST)
if(ORM_BEAST)
    find_package(Threads REQUIRED)
    target_sources(orm-kit PRIVATE ${PROJECT_SOURCE_DIR}/programs/orm_kit/studio_command.cpp)
    target_compile_definitions(orm-kit PRIVATE ORM_KIT_STUDIO)
    target_link_libraries(orm-kit PRIVATE Threads::Threads)
else()
    message(STATUS "orm-kit has no studio: it needs libboost-dev with Beast")
endif()
# OPTIONAL: the headers can be installed without building anything.
install(TARGETS orm-kit RUNTIME DESTINATION bin OPTIONAL)
