// SPDX-License-Identifier: MIT
// orm-kit: what can be done with migrations without a compiled schema.
#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>

#include "diff_command.hpp"
#ifdef ORM_KIT_STUDIO
#include "studio_command.hpp"
#endif

namespace {

int run(int argc, char** argv) {
    CLI::App app("Works on snapshots, migrations folders and databases.", "orm-kit");
    app.require_subcommand(1);
    orm_kit::diff_options options;
    CLI::App* diff = app.add_subcommand(
        "diff",
        "Prints the SQL that leads from one catalog to the other. Each side is a snapshot file, "
        "a migrations folder, a postgresql:// URL, or - for an empty database.");
    diff->add_option("from", options.from, "what is there")->required();
    diff->add_option("to", options.to, "what is wanted")->required();
    diff->add_option(
        "--renames", options.rename_file,
        "JSON list of \"public.users->public.people\" or of drizzle-kit's rename hints");
    diff->add_flag("--json", options.as_json, "print steps with reverse SQL and hazards as JSON");
    diff->add_flag("--reverse", options.backwards, "print the SQL that leads back");
#ifdef ORM_KIT_STUDIO
    orm_kit::studio_options studio_options;
    const CLI::App* studio = orm_kit::add_studio(app, studio_options);
#endif
    CLI11_PARSE(app, argc, argv);
#ifdef ORM_KIT_STUDIO
    if (studio->parsed()) return orm_kit::run_studio(studio_options);
#endif
    return orm_kit::run_diff(options);
}

}  // namespace

/// Exit status: 0 done, 1 failed (the reason is on standard error), others as CLI11 gives them.
int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "orm-kit: %s\n", failure.what());
        return 1;
    }
}
