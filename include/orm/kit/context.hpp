// SPDX-License-Identifier: MIT
// What every command needs: the configuration, the environment, the terminal, the compiled schema.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/url.hpp>
#include <orm/inspect/from_server.hpp>
#include <orm/kit/answer.hpp>
#include <orm/kit/compiled_schema.hpp>
#include <orm/kit/config.hpp>
#include <orm/kit/console.hpp>
#include <orm/kit/environment.hpp>
#include <orm/kit/paths.hpp>
#include <orm/migrate/options.hpp>

namespace orm::kit {

/// Options that every command has.
struct common_options {
    std::string environment;
    std::string url;
    std::string out;
    std::string root;
    std::string confirmed_database;
    bool as_json = false;
    bool asks_nothing = false;
};

/// One run of the kit.
class context {
public:
    context(kit::config config, compiled_schema schema, common_options options)
        : config_(std::move(config)), schema_(std::move(schema)), options_(std::move(options)) {
        if (!options_.root.empty()) config_.root = options_.root;
        environment_ = kit::environment(config_.root, environment_name(options_.environment));
        if (options_.as_json || options_.asks_nothing) terminal_.ask_nothing();
    }

    const kit::config& config() const { return config_; }
    const kit::environment& environment() const { return environment_; }
    const console& terminal() const { return terminal_; }
    const common_options& options() const { return options_; }

    /// The migrations folder.
    std::string folder() const {
        return options_.out.empty() ? joined(config_.root, config_.out) : options_.out;
    }

    bool has_schema() const { return schema_.is_known(); }

    /// What the C++ schema wants.
    ///
    /// Throws:   error in the program orm-kit, which has none.
    catalog::database wanted() const {
        if (!has_schema())
            fail("this program has no compiled schema",
                 "build the kit of your project: orm_add_kit(...) in CMake, or orm::kit::run()");
        return schema_.catalog();
    }

    bool has_url() const {
        return !options_.url.empty() || environment_.find(config_.url_variable).has_value();
    }

    /// The database's URL, checked. It may hold a password: never show it.
    std::string url() const {
        if (!options_.url.empty()) return options_.url;
        const std::optional<std::string> found = environment_.find(config_.url_variable);
        if (!found)
            fail(config_.url_variable + " is not set",
                 "write it into .env (" + config_.url_variable +
                     "=postgresql://user:password@localhost:5432/name), or give --url");
        return *found;
    }

    driver::postgres::connection_options database() const {
        const std::string text = url();
        try {
            return driver::postgres::parse_url(text, source_location{});
        } catch (const error& wrong) {
            const bool is_given = !options_.url.empty();
            fail((is_given ? "--url"
                           : config_.url_variable + " (from " +
                                 environment_.source_of(config_.url_variable) + ")") +
                     ": " + wrong.message(),
                 wrong.hint());
        }
    }

    /// `postgresql://ann:***@db1/shop`.
    std::string shown_url() const { return database().describe(); }

    driver::postgres::connection connect() const {
        return driver::postgres::connect(database(),
                                         driver::postgres::execution_context(source_location{}));
    }

    migrate_options migrations() const {
        migrate_options made;
        made.schema = config_.migrations_schema;
        made.table = config_.migrations_table;
        made.keep_history = true;
        return made;
    }

    bool is_production() const {
        for (const std::string& name : config_.production_environments)
            if (environment_.name() == name) return true;
        return false;
    }

private:
    kit::config config_;
    compiled_schema schema_;
    common_options options_;
    kit::environment environment_;
    console terminal_;
};

/// Before something that cannot be undone: in production, somebody must type the database's name.
///
/// Throws:   open_questions without a terminal, cancelled for another answer.
inline void guard_production(const context& run, const std::string& what,
                             const std::string& database) {
    if (!run.is_production()) return;
    if (run.options().confirmed_database == database) return;
    if (!run.terminal().can_ask() || !run.options().confirmed_database.empty())
        throw open_questions(
            what + " in " + run.environment().name() + " needs --confirm " + database,
            ordered_json::array({{{"type", "confirm_database"},
                                  {"environment", run.environment().name()},
                                  {"database", database},
                                  {"answer", "--confirm " + database}}}));
    const auto typed =
        run.terminal().ask(run.terminal().red("This is " + run.environment().name() + ".") +
                           " Type the name of the database to " + what + ":");
    if (!typed || *typed != database) throw cancelled();
}

}  // namespace orm::kit
