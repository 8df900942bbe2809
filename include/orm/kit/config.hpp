// SPDX-License-Identifier: MIT
// What a project tells its kit once and for all.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <orm/kit/pull_options.hpp>
#include <orm/kit/seed/options.hpp>

namespace orm::kit {

/// How new migrations lie on disk. A folder that has migrations keeps the layout that it has.
enum class folder_layout {
    classic,  ///< `NNNN_name.sql` with `meta/_journal.json`: drizzle-kit up to 0.31
    folders,  ///< `YYYYMMDDHHMMSS_name/migration.sql`: drizzle-kit 1.0
};

/// Every member has a default; name those that differ:
///
///     orm::kit::run(argc, argv, app_schema, {.out = "db/migrations", .strict = true});
struct config {
    /// The migrations folder, relative to `root`.
    std::string out = "migrations";

    /// Where the project lies: paths and `.env` files are looked up from here. Empty: the current
    /// directory.
    std::string root{};

    folder_layout layout = folder_layout::classic;

    /// Marks the ends of statements with `--> statement-breakpoint`, as Drizzle needs it.
    bool breakpoints = true;

    /// The database schemas that belong to this project. Empty: `public` and those of the tables.
    std::vector<std::string> schemas{};

    /// Which tables belong to this project, as globs (`app_*`, `auth.*`, `!*_old`). Empty: all.
    std::vector<std::string> tables{};

    std::string migrations_schema = "drizzle";
    std::string migrations_table = "__drizzle_migrations";

    /// How pull writes the fields of tables: `createdAt`, or `created_at` as in SQL.
    field_style casing = field_style::camel_case;

    bool strict = false;   ///< push always asks before it changes anything
    bool verbose = false;  ///< push shows every statement

    /// The environment variable that holds the database's URL.
    std::string url_variable = "DATABASE_URL";

    /// In these environments, push, drop, seed and rollback ask for the database's name.
    std::vector<std::string> production_environments{"production", "prod"};

    /// Where backups and exported data go, relative to `root`.
    std::string backups = "db/backups";

    /// Wishes about invented rows: `{orm::refine(users).rows(10), ...}` of <orm/seed.hpp>.
    std::vector<seed_refinement> seed{};

    /// Runs instead of the kit's own seed: `[](const std::string& url) { ... }`.
    std::function<void(const std::string& url)> seed_function{};

    /// The program that shows the studio: a path, or a name that is looked up.
    std::string studio_program = "orm-kit";
};

}  // namespace orm::kit
