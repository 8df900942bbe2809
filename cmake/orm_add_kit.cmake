# SPDX-License-Identifier: MIT
# orm_add_kit(): the command-line tool of a project, from its schema header.
include_guard(GLOBAL)
set(ORM_KIT_TEMPLATES ${CMAKE_CURRENT_LIST_DIR}/kit CACHE INTERNAL "")

# orm_add_kit(<name> SCHEMA <header> OUT <folder> [CONFIG <header>] [VARIABLE <name>] [ROOT <folder>])
#
#   orm_add_kit(blog-db SCHEMA db/schema.hpp OUT db/migrations)
#
# makes the executable <name>: generate, migrate, status, push, ... Paths are relative to the folder of
# the CMakeLists.txt that calls.
#   SCHEMA    declares `app_schema` (or VARIABLE), an orm::schema(...)
#   OUT       the migrations folder
#   CONFIG    declares `kit_config`, an orm::kit::config, for everything else
#   ROOT      where `.env` files are looked up and paths start; the calling folder when left out
# Only the file that includes SCHEMA is compiled again when the schema changes.
function(orm_add_kit name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "SCHEMA;OUT;CONFIG;VARIABLE;ROOT" "")
    foreach(required IN ITEMS SCHEMA OUT)
        if(NOT arg_${required})
            message(FATAL_ERROR "orm_add_kit(${name}): ${required} is missing")
        endif()
    endforeach()
    if(NOT arg_VARIABLE)
        set(arg_VARIABLE app_schema)
    endif()
    if(NOT arg_ROOT)
        set(arg_ROOT ${CMAKE_CURRENT_SOURCE_DIR})
    endif()
    if(NOT TARGET CLI11::CLI11)
        find_package(CLI11 REQUIRED)
    endif()
    if(NOT TARGET nlohmann_json::nlohmann_json)
        find_package(nlohmann_json 3.10 REQUIRED)
    endif()

    get_filename_component(ORM_KIT_ROOT ${arg_ROOT} ABSOLUTE)
    get_filename_component(ORM_KIT_SCHEMA ${arg_SCHEMA} ABSOLUTE)
    set(ORM_KIT_OUT ${arg_OUT})
    set(ORM_KIT_VARIABLE ${arg_VARIABLE})
    set(ORM_KIT_SETTINGS "{}")
    set(ORM_KIT_CONFIG "")
    if(arg_CONFIG)
        get_filename_component(config ${arg_CONFIG} ABSOLUTE)
        set(ORM_KIT_CONFIG "#include \"${config}\"")
        set(ORM_KIT_SETTINGS "kit_config")
    endif()
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/${name}.kit)
    configure_file(${ORM_KIT_TEMPLATES}/schema.cpp.in ${generated}/schema.cpp @ONLY)
    configure_file(${ORM_KIT_TEMPLATES}/main.cpp.in ${generated}/main.cpp @ONLY)
    add_executable(${name} ${generated}/schema.cpp ${generated}/main.cpp)
    target_link_libraries(${name} PRIVATE orm::orm nlohmann_json::nlohmann_json CLI11::CLI11)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
endfunction()
