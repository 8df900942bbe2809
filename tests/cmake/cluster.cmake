# SPDX-License-Identifier: MIT
# Lets ctest start a private PostgreSQL for the tests that need one, and stop it after them.

set(ORM_CLUSTER_SCRIPT ${PROJECT_SOURCE_DIR}/scripts/postgres)
set(ORM_CLUSTER_DIR ${PROJECT_BINARY_DIR}/postgres)
set(ORM_CLUSTER_FIXTURE ${ORM_TEST_PREFIX}/cluster)

# orm_add_cluster_test(<name> [EMPTY_DATABASE] <command...>): runs it with ORM_TEST_DATABASE_URL set;
# with EMPTY_DATABASE, with DATABASE_URL set to a database of its own.
function(orm_add_cluster_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "EMPTY_DATABASE" "" "")
    orm_add_cluster_fixture()
    set(mode run)
    if(arg_EMPTY_DATABASE)
        set(mode fresh)
    endif()
    add_test(NAME ${name}
        COMMAND ${ORM_CLUSTER_SCRIPT} ${mode} ${ORM_CLUSTER_DIR} -- ${arg_UNPARSED_ARGUMENTS})
    set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED ${ORM_CLUSTER_FIXTURE})
endfunction()

function(orm_add_cluster_fixture)
    get_property(is_known GLOBAL PROPERTY ORM_CLUSTER_IS_KNOWN)
    if(is_known)
        return()
    endif()
    set_property(GLOBAL PROPERTY ORM_CLUSTER_IS_KNOWN ON)
    set(start ${ORM_CLUSTER_FIXTURE}/start)
    set(stop ${ORM_CLUSTER_FIXTURE}/stop)
    add_test(NAME ${start} COMMAND ${ORM_CLUSTER_SCRIPT} ensure ${ORM_CLUSTER_DIR})
    add_test(NAME ${stop} COMMAND ${ORM_CLUSTER_SCRIPT} stop ${ORM_CLUSTER_DIR})
    set_tests_properties(${start} PROPERTIES FIXTURES_SETUP ${ORM_CLUSTER_FIXTURE} LABELS cluster)
    set_tests_properties(${stop} PROPERTIES FIXTURES_CLEANUP ${ORM_CLUSTER_FIXTURE} LABELS cluster)
endfunction()
