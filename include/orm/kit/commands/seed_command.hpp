// SPDX-License-Identifier: MIT
// `seed`: fills the database with invented rows.
#pragma once

#include <string>
#include <utility>

#include <fmt/format.h>

#include <orm/kit/commands/pull_command.hpp>
#include <orm/kit/progress_bar.hpp>
#include <orm/kit/seed.hpp>

namespace orm::kit {

struct seed_command_options {
    seed_options how;
    bool resets = false;
};

/// The configuration's own function, or rows that follow from the tables.
inline answer seed_command(const context& run, const seed_command_options& options) {
    guard_production(run, "seed", run.database().database);
    driver::postgres::connection server = run.connect();
    const driver::postgres::execution_context nowhere{source_location{}};
    const catalog::database tables = run.has_schema() ? live_tables(server, run.wanted(), nowhere)
                                                      : detail::read_whole(run, server);
    answer told;
    told.object = {
        {"database", run.shown_url()}, {"emptied", 0}, {"tables", ordered_json::array()}};
    if (options.resets) told.object["emptied"] = reset_catalog(server, tables, nowhere);
    if (run.config().seed_function) {
        server.close();
        run.config().seed_function(run.url());
        told.text = "The project's own seed ran.\n";
        return told;
    }
    seed_options how = options.how;
    how.on_progress = progress_bar<seed_progress>(run);
    const seed_report report = seed_catalog(server, tables, how, run.config().seed, nowhere);
    for (const seed_report::table& each : report.tables) {
        told.object["tables"].push_back(
            {{"schema", each.schema}, {"name", each.name}, {"rows", each.rows}});
        told.text += fmt::format("{:>10} {}.{}\n", each.rows, each.schema, each.name);
    }
    told.text += fmt::format("{:>10} rows\n", report.rows());
    return told;
}

}  // namespace orm::kit
