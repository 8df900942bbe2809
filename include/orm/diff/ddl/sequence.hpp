// SPDX-License-Identifier: MIT
// DDL of sequences.
#pragma once

#include <string>

#include <orm/diff/change.hpp>
#include <orm/diff/ddl/name.hpp>

namespace orm::diff::ddl {

/// `INCREMENT BY 1 MINVALUE 1 MAXVALUE 100 START WITH 1 CACHE 1 CYCLE`.
inline std::string sequence_options_text(const catalog::sequence_options& options) {
    return "INCREMENT BY " + std::to_string(options.increment) + " MINVALUE " +
           std::to_string(options.minimum) + " MAXVALUE " + std::to_string(options.maximum) +
           " START WITH " + std::to_string(options.start) + " CACHE " +
           std::to_string(options.cache) + (options.cycles ? " CYCLE" : "");
}

namespace detail {

/// CREATE and DROP name the schema even when it is public.
inline std::string fully_quoted(const address& at) {
    return name_text(at.schema) + "." + name_text(at.name);
}

inline std::string create_sequence(const address& at, const catalog::sequence& sequence) {
    const std::string type = sequence.type == "bigint" ? "" : " AS " + sequence.type;
    return "CREATE SEQUENCE " + fully_quoted(at) + type + " " +
           sequence_options_text(sequence.options) + ";";
}

inline std::string alter_sequence(const change& of) {
    const auto& from = std::get<catalog::sequence>(of.before);
    const auto& to = std::get<catalog::sequence>(of.after);
    const std::string type = of.has("type") ? " AS " + to.type : "";
    const bool stops_cycling = from.options.cycles && !to.options.cycles;
    return "ALTER SEQUENCE " + name_text(of.at.schema, of.at.name) + type + " " +
           sequence_options_text(to.options) + (stops_cycling ? " NO CYCLE" : "") + ";";
}

}  // namespace detail

inline sql_list sequence_statements(const change& of) {
    const std::string name = name_text(of.at.schema, of.at.name);
    sql_list sql;
    const auto* after = std::get_if<catalog::sequence>(&of.after);
    switch (of.what) {
        case verb::rename:
            return {"ALTER SEQUENCE " + name + " RENAME TO " + name_text(of.to.name) + ";"};
        case verb::move:
            return {"ALTER SEQUENCE " + name + " SET SCHEMA " + name_text(of.to.schema) + ";"};
        case verb::drop: return {"DROP SEQUENCE " + detail::fully_quoted(of.at) + ";"};
        case verb::add: sql.push_back(detail::create_sequence(of.at, *after)); break;
        default:
            if (!of.is_only("comment")) sql.push_back(detail::alter_sequence(of));
    }
    if (of.what == verb::add ? !after->comment.empty() : of.has("comment"))
        sql.push_back(comment_on("SEQUENCE " + name, after->comment));
    return sql;
}

}  // namespace orm::diff::ddl
