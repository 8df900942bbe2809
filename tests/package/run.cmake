# SPDX-License-Identifier: MIT
# Installs the library if the way needs it, then configures, builds and runs the consumer from nothing.
file(REMOVE_RECURSE ${WORK})
if(WAY STREQUAL find_package)
    execute_process(
        COMMAND ${CMAKE_COMMAND} --install ${ORM_BINARY} --prefix ${WORK}/prefix
        OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endif()
execute_process(
    COMMAND ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/consumer -B ${WORK}/build -G ${GENERATOR}
        -DCMAKE_CXX_COMPILER=${COMPILER}
        -DWAY=${WAY}
        -DORM_SOURCE=${ORM_SOURCE}
        -DCMAKE_PREFIX_PATH=${WORK}/prefix
    COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/build COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${WORK}/build/consumer COMMAND_ERROR_IS_FATAL ANY)
