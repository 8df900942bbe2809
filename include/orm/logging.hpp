// SPDX-License-Identifier: MIT
// A logger of statements for the console.
#pragma once

#include <orm/session/console_logger.hpp>
