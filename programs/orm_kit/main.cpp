// SPDX-License-Identifier: MIT
// orm-kit: the kit without a compiled schema, for everything that a folder and a database can tell.
#include <utility>
#include <vector>

#include <orm/kit/program.hpp>

#ifdef ORM_KIT_STUDIO
#include "studio_command.hpp"
#endif

int main(int argc, char** argv) {
    std::vector<orm::kit::extra_command> extras;
#ifdef ORM_KIT_STUDIO
    orm_kit::studio_options studio;
    extras.push_back({"studio", "Shows a database in the browser, read-only without --write.",
                      "studio\nstudio --write --port 0",
                      [&](CLI::App& command) { orm_kit::add_studio_options(command, studio); },
                      [&](const orm::kit::context& run) {
                          studio.url = run.url();
                          if (studio.migrations.empty() && orm::kit::is_folder(run.folder()))
                              studio.migrations = run.folder();
                          orm_kit::run_studio(studio);
                          return orm::kit::answer{};
                      }});
#endif
    return orm::kit::run_program(argc, argv, {}, {}, std::move(extras));
}
