# SPDX-License-Identifier: MIT
# Lets ctest start a private PostgreSQL for the tests that need one, and stop it after them.

set(ORM_CLUSTER_SCRIPT ${PROJECT_SOURCE_DIR}/scripts/postgres)
set(ORM_CLUSTER_DIR ${PROJECT_BINARY_DIR}/postgres)
set(ORM_CLUSTER_FIXTURE ${ORM_TEST_PREFIX}/cluster)

# orm_add_cluster_test(<name> <label> <command...>)
function(orm_add_cluster_test name label)
    get_property(is_known GLOBAL PROPERTY ORM_CLUSTER_IS_KNOWN)
    if(NOT is_known)
        set_property(GLOBAL PROPERTY ORM_CLUSTER_IS_KNOWN ON)
        add_test(NAME ${ORM_CLUSTER_FIXTURE}/start COMMAND ${ORM_CLUSTER_SCRIPT} ensure ${ORM_CLUSTER_DIR})
        add_test(NAME ${ORM_CLUSTER_FIXTURE}/stop COMMAND ${ORM_CLUSTER_SCRIPT} stop ${ORM_CLUSTER_DIR})
        set_tests_properties(${ORM_CLUSTER_FIXTURE}/start PROPERTIES
            FIXTURES_SETUP ${ORM_CLUSTER_FIXTURE} LABELS cluster)
        set_tests_properties(${ORM_CLUSTER_FIXTURE}/stop PROPERTIES
            FIXTURES_CLEANUP ${ORM_CLUSTER_FIXTURE} LABELS cluster)
    endif()
    add_test(NAME ${name} COMMAND ${ORM_CLUSTER_SCRIPT} run ${ORM_CLUSTER_DIR} -- ${ARGN})
    set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED ${ORM_CLUSTER_FIXTURE})
endfunction()
