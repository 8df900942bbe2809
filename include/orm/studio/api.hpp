// SPDX-License-Identifier: MIT
// From a call's address to its answer.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include <orm/studio/assets.hpp>
#include <orm/studio/catalog_json.hpp>
#include <orm/studio/changes.hpp>
#include <orm/studio/console.hpp>
#include <orm/studio/http_message.hpp>
#include <orm/studio/migrations_json.hpp>
#include <orm/studio/row_page.hpp>

namespace orm::studio {

/// Thread:   answer() from any.
class api {
public:
    api(postgres::connection_source& source, bool may_write, std::string migrations)
        : database_(source, may_write), migrations_(std::move(migrations)) {}

    /// Never throws: a failure is an answer too.
    reply answer(const request& asked) {
        if (asked.method == "GET") return file(asked.target);
        reply made;
        try {
            const json body = json::parse(asked.body, nullptr, false);
            if (!body.is_object()) throw refusal(400, "the request is no JSON object");
            made.body = call(std::string_view(asked.target).substr(5), body);
        } catch (const refusal& refused) {
            made.status = refused.status();
            made.body = dump({{"error", error_json(refused)}});
        } catch (const error& failure) {
            made.status = 422;
            made.body = dump({{"error", error_json(failure)}});
        } catch (const std::exception&) {
            made.status = 500;
            made.body = R"({"error":{"message":"the studio failed; this is a bug"}})";
        }
        return made;
    }

    /// Stops what runs, so that the studio can end.
    void cancel_all() { database_.running().cancel_all(); }

private:
    static reply file(std::string_view target) {
        const asset* found = find_asset(target == "/" ? "/index.html" : target);
        if (found == nullptr) return plain_refusal(404, "there is no such page");
        return {200, std::string(found->type), std::string(found->content)};
    }

    std::string call(std::string_view name, const json& body) {
        if (name == "hello") return dump(hello());
        if (name == "overview") return overview_json(database_);
        if (name == "table") return table_json(database_, asked::text(body, "oid"));
        if (name == "diagram") return diagram_json(database_);
        if (name == "rows")
            return dump(timed(body, [](session& talk, const json& asked_for) {
                return row_page(talk, asked_for).make();
            }));
        if (name == "count") return dump(timed(body, count_rows));
        if (name == "cell") return dump(timed(body, whole_cell));
        if (name == "preview") return dump(preview_changes(database_, body));
        if (name == "commit") return dump(commit_changes(database_, body));
        if (name == "sql") return dump(console_run(database_, body).run());
        if (name == "cancel")
            return dump({{"stopped", database_.running().cancel(asked::text(body, "id"))}});
        if (name == "migrations")
            return dump(migrations_json(database_, migrations_, asked::flag(body, "drift")));
        throw refusal(404, "there is no such call");
    }

    template <class Function>
    json timed(const json& body, Function function) {
        const auto begin = std::chrono::steady_clock::now();
        const bool is_long = asked::flag(body, "exact");
        json made = database_.read([&](session& talk) { return function(talk, body); },
                                   is_long ? console_timeout : page_timeout,
                                   asked::text_or(body, "id_of_call", ""));
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - begin;
        made["ms"] = took.count();
        return made;
    }

    json hello() const {
        const identity& who = database_.who();
        return {{"database", who.database},
                {"user", who.user},
                {"version", who.version},
                {"reader", who.reader},
                {"superuser", who.is_superuser},
                {"write", database_.may_write()},
                {"migrations", !migrations_.empty()}};
    }

    access database_;
    std::string migrations_;
};

}  // namespace orm::studio
