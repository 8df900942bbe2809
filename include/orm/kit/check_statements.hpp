// SPDX-License-Identifier: MIT
// What the statements of migrations tell before they run: no SQL, or none for a transaction.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <orm/kit/finding.hpp>
#include <orm/kit/migration_list.hpp>
#include <orm/migrate/file_position.hpp>
#include <orm/migrate/script.hpp>

namespace orm::kit::detail {

/// Finds statements that PostgreSQL refuses inside a transaction.
class statement_check {
public:
    statement_check(const migration::migration_file& file, finding_list& found)
        : file_(file), found_(found), read_(migration::read_script(file, source_location{})) {}

    void run() {
        const bool is_marked = migration::detail::asks_for_no_transaction(read_.text);
        for (const migration::script_segment& segment : read_.segments)
            for (std::size_t at = segment.first; at < segment.last; ++at)
                if (read_.statements[at].kind == migration::statement_kind::outside_transaction)
                    add(read_.statements[at], segment.in_transaction, is_marked);
    }

private:
    void add(const migration::script_statement& one, bool is_inside, bool is_marked) {
        if (is_inside)
            found_.push_back({"inside_transaction", true, place_of(one),
                              "PostgreSQL refuses it between BEGIN and COMMIT: " + excerpt(one) +
                                  "; take it out of the file's own transaction"});
        else if (!is_marked)
            found_.push_back(
                {"outside_transaction", false, place_of(one),
                 "it runs alone, between two transactions of its file, and Drizzle "
                 "cannot run it: " +
                     excerpt(one) +
                     "; put it into a file that starts with '-- orm: no-transaction'"});
    }

    std::string place_of(const migration::script_statement& one) const {
        const migration::file_position place = migration::position_of(read_.text, one.begin);
        return file_.path + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
    }

    std::string excerpt(const migration::script_statement& one) const {
        return migration::detail::excerpt_of(read_.text_of(one));
    }

    const migration::migration_file& file_;
    finding_list& found_;
    migration::script read_;
};

inline void check_statements(const migration_list& list, finding_list& found) {
    for (const migration_paths& each : list.entries) {
        migration::migration_file file;
        file.name = each.tag;
        file.path = each.up;
        file.bytes = migration::read_file(each.up, source_location{});
        try {
            statement_check(file, found).run();
        } catch (const migration_error& refused) {
            found.push_back({"statement_refused", true, each.tag, refused.message()});
        }
    }
}

}  // namespace orm::kit::detail
