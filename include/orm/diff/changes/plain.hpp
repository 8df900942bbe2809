// SPDX-License-Identifier: MIT
// Differences between objects without members: schemas, extensions, roles, sequences, routines,
// privileges.
#pragma once

#include <string>
#include <vector>

#include <orm/diff/changes/types.hpp>
#include <orm/diff/comparison.hpp>
#include <orm/diff/pairing.hpp>

namespace orm::diff {

namespace detail {

inline std::vector<std::string> differing_aspects(const catalog::schema& from,
                                                  const catalog::schema& to) {
    return aspect_list().note(from.comment == to.comment, "comment").take();
}

/// An extension without a wish for a schema is satisfied by any.
inline std::vector<std::string> differing_aspects(const catalog::extension& from,
                                                  const catalog::extension& to) {
    return aspect_list()
        .note(to.schema.empty() || from.schema == to.schema, "schema")
        .note(to.comment.empty() || from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::role& from,
                                                  const catalog::role& to) {
    return aspect_list()
        .note(from.is_superuser == to.is_superuser, "superuser")
        .note(from.may_create_databases == to.may_create_databases, "create_db")
        .note(from.may_create_roles == to.may_create_roles, "create_role")
        .note(from.inherits == to.inherits, "inherit")
        .note(from.may_login == to.may_login, "login")
        .note(from.may_replicate == to.may_replicate, "replication")
        .note(from.bypasses_row_security == to.bypasses_row_security, "bypass_rls")
        .note(from.connection_limit == to.connection_limit, "connection_limit")
        .note(from.valid_until == to.valid_until, "valid_until")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::sequence& from,
                                                  const catalog::sequence& to) {
    return aspect_list()
        .note(from.options == to.options, "options")
        .note(from.type == to.type, "type")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::routine& from,
                                                  const catalog::routine& to) {
    return aspect_list()
        .note(trimmed(from.definition) == trimmed(to.definition), "definition")
        .note(from.comment == to.comment, "comment")
        .take();
}

inline std::vector<std::string> differing_aspects(const catalog::privilege& from,
                                                  const catalog::privilege& to) {
    return aspect_list().note(from.is_grantable == to.is_grantable, "grantable").take();
}

struct address_of_routine {
    address operator()(const catalog::routine& of) const {
        return {of.schema, "", of.name + "(" + of.signature + ")"};
    }
};

struct address_of_privilege {
    address operator()(const catalog::privilege& of) const {
        return {of.schema, of.table, of.type + " to " + of.grantee};
    }
};

}  // namespace detail

inline void find_plain_changes(comparison& run) {
    const auto aspects = [](const auto& from, const auto& to) {
        return detail::differing_aspects(from, to);
    };
    const auto find = [&](object_kind kind, const auto& from, const auto& to, const auto& key) {
        detail::find_plain_changes(run, kind, from, to, key, aspects);
    };
    find(object_kind::schema, run.from.schemas, run.to.schemas, address_in_cluster{});
    find(object_kind::extension, run.from.extensions, run.to.extensions, address_in_cluster{});
    find(object_kind::role, run.from.roles, run.to.roles, address_in_cluster{});
    find(object_kind::sequence, run.from.sequences, run.to.sequences, address_in_schema{});
    find(object_kind::routine, run.from.routines, run.to.routines, detail::address_of_routine{});
    find(object_kind::privilege, run.from.privileges, run.to.privileges,
         detail::address_of_privilege{});
}

}  // namespace orm::diff
