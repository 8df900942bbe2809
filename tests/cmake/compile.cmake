# SPDX-License-Identifier: MIT
# Tests that pass by compiling, and the flags for compilers that are not the preset's own.

# The include folders of the test targets, one flag a line, for tests/support/compiler.py.
set(ORM_FLAGS_FILE ${CMAKE_CURRENT_BINARY_DIR}/include_flags.txt)
file(GENERATE OUTPUT ${ORM_FLAGS_FILE}
    CONTENT "$<TARGET_PROPERTY:orm_test_support,INTERFACE_INCLUDE_DIRECTORIES>;$<TARGET_PROPERTY:orm,INTERFACE_INCLUDE_DIRECTORIES>;${PostgreSQL_INCLUDE_DIRS};${Boost_INCLUDE_DIRS};$<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>")

# orm_add_compile_test(<kind> <target>): building the target is the test.
function(orm_add_compile_test kind target)
    add_test(NAME ${ORM_TEST_PREFIX}/${kind}
        COMMAND ${CMAKE_COMMAND} --build ${PROJECT_BINARY_DIR} --target ${target})
    set_tests_properties(${ORM_TEST_PREFIX}/${kind} PROPERTIES
        LABELS ${kind} RESOURCE_LOCK ${PROJECT_BINARY_DIR} TIMEOUT 1800)
endfunction()

# orm_add_clang14_test(<kind> <sources...>): the oldest clang we support only has to accept them.
function(orm_add_clang14_test kind)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        return()
    endif()
    string(REPLACE ";" "\n" list "${ARGN}")
    file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/clang14_sources.txt CONTENT "${list}\n")
    add_test(NAME clang++-14/${kind}
        COMMAND ${ORM_PYTHON} ${PROJECT_SOURCE_DIR}/tests/support/syntax_only.py
            --compiler clang++-14
            --flags ${ORM_FLAGS_FILE}
            --sources ${CMAKE_CURRENT_BINARY_DIR}/clang14_sources.txt)
    set_tests_properties(clang++-14/${kind} PROPERTIES
        LABELS ${kind} SKIP_RETURN_CODE 77 PROCESSORS 2 TIMEOUT 1800)
endfunction()
