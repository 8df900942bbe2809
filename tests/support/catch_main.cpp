// SPDX-License-Identifier: MIT
// The main function of every test program, where Catch2 2 has no library for it.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
