// SPDX-License-Identifier: MIT
// orm-kit: the kit without a compiled schema, for everything that a folder and a database can tell.
#include <orm/kit/program.hpp>

int main(int argc, char** argv) { return orm::kit::run_program(argc, argv, {}); }
