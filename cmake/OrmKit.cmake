# SPDX-License-Identifier: MIT
# The program orm-kit: everything that needs no compiled schema.
find_package(nlohmann_json 3.10 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(PostgreSQL REQUIRED)

add_executable(orm-kit ${CMAKE_CURRENT_LIST_DIR}/../programs/orm_kit/main.cpp)
target_link_libraries(orm-kit PRIVATE orm::orm nlohmann_json::nlohmann_json CLI11::CLI11 fmt::fmt
                                      PostgreSQL::PostgreSQL)
install(TARGETS orm-kit RUNTIME DESTINATION bin)
