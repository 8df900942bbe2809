# SPDX-License-Identifier: MIT
# Turns a folder of *_test.cpp files into one Catch2 program and one ctest entry for each file.

# Catch2 2 has a header and no library: its main function is compiled once, here.
if(TARGET Catch2::Catch2WithMain)
    add_library(orm_catch INTERFACE)
    target_link_libraries(orm_catch INTERFACE Catch2::Catch2WithMain)
    set(ORM_CATCH_ARGUMENTS "")
else()
    add_library(orm_catch STATIC ${PROJECT_SOURCE_DIR}/tests/support/catch_main.cpp)
    target_link_libraries(orm_catch PUBLIC Catch2::Catch2)
    target_compile_features(orm_catch PRIVATE cxx_std_20)
    # A file without a test is a mistake; Catch2 3 refuses it by itself.
    set(ORM_CATCH_ARGUMENTS -w NoTests)
endif()

set(ORM_TEST_FILES "" CACHE STRING
    "A regular expression: of the files *_test.cpp only those are built, for short turns")

# orm_add_catch_program(<kind> [CLUSTER]): tests/<kind>/**/*_test.cpp become <kind>_tests.
# With CLUSTER, the program runs with ORM_TEST_DATABASE_URL set, and its files share a precompiled
# orm.hpp: most of what such a file costs is reading the headers. That each header stands alone is the
# business of tests/headers.
function(orm_add_catch_program kind)
    cmake_parse_arguments(PARSE_ARGV 1 arg "CLUSTER" "" "")
    set(folder ${PROJECT_SOURCE_DIR}/tests/${kind})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*_test.cpp)
    if(ORM_TEST_FILES)
        list(FILTER sources INCLUDE REGEX ${ORM_TEST_FILES})
    endif()
    if(NOT sources)
        return()
    endif()
    set(program ${kind}_tests)
    add_executable(${program} ${sources})
    target_link_libraries(${program} PRIVATE orm_test_support orm_catch)
    target_precompile_headers(${program} PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/catch.hpp)
    if(arg_CLUSTER)
        target_precompile_headers(${program} PRIVATE <orm/orm.hpp>)
    endif()
    foreach(source IN LISTS sources)
        orm_add_catch_file(${program} ${kind} ${source} ${arg_CLUSTER})
    endforeach()
endfunction()

# Catch2 tags every test with the name of its file: [#error_test]. Two files of one name in different
# folders run together; that is harmless.
function(orm_add_catch_file program kind source needs_cluster)
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR}/tests ${source})
    string(REGEX REPLACE "_test\\.cpp$" "" name ${name})
    get_filename_component(tag ${source} NAME_WE)
    if(needs_cluster)
        orm_add_cluster_test(${ORM_TEST_PREFIX}/${name} $<TARGET_FILE:${program}>
            -\# ${ORM_CATCH_ARGUMENTS} "[#${tag}]")
    else()
        add_test(NAME ${ORM_TEST_PREFIX}/${name} COMMAND ${program}
            -\# ${ORM_CATCH_ARGUMENTS} "[#${tag}]")
    endif()
    set(timeout 600)
    if(kind STREQUAL fault)
        set(timeout 7200)  # for the long form; each test ends what hangs by itself
    endif()
    set_tests_properties(${ORM_TEST_PREFIX}/${name} PROPERTIES LABELS ${kind} TIMEOUT ${timeout})
endfunction()
