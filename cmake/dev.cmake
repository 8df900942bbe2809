# SPDX-License-Identifier: MIT
# What our own tests, examples and benchmarks are compiled with; users of the library never see it.

add_library(orm_dev INTERFACE)
add_library(orm::dev ALIAS orm_dev)
target_link_libraries(orm_dev INTERFACE orm::orm)
target_compile_options(orm_dev INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow)
# g++ 12 sees overlapping copies inside std::string when optimising:
# https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105651
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(orm_dev INTERFACE -Wno-restrict)
endif()

if(NOT ORM_SANITIZE)
    target_compile_options(orm_dev INTERFACE -Werror)
else()
    # Warnings of instrumented code are about the instruments as often as about the code.
    target_compile_options(orm_dev INTERFACE
        -fsanitize=${ORM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
    target_link_options(orm_dev INTERFACE -fsanitize=${ORM_SANITIZE})
endif()

# Compiling again what was compiled before costs nothing. The two loosened checks are those that
# precompiled headers need; see "Precompiled headers" in ccache's manual.
if(ORM_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    find_program(ORM_CCACHE ccache)
    mark_as_advanced(ORM_CCACHE)
    if(ORM_CCACHE)
        set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
            CCACHE_SLOPPINESS=pch_defines,time_macros ${ORM_CCACHE})
        add_compile_options(
            $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
            "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
    endif()
endif()

# One place for the data that lies beside the repository and not in it.
set(ORM_SHARED_DIR_DEFAULT "")
if(DEFINED ENV{ORM_SHARED_DIR})
    set(ORM_SHARED_DIR_DEFAULT $ENV{ORM_SHARED_DIR})
elseif(EXISTS ${PROJECT_SOURCE_DIR}/../shared)
    get_filename_component(ORM_SHARED_DIR_DEFAULT ${PROJECT_SOURCE_DIR}/../shared ABSOLUTE)
endif()
set(ORM_SHARED_DIR "${ORM_SHARED_DIR_DEFAULT}" CACHE PATH
    "Test data beside the repository; tests that need it skip loudly when it is empty")
