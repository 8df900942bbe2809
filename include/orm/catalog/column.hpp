// SPDX-License-Identifier: MIT
// A column of a table: its type, default, generation rule and identity.
#pragma once

#include <optional>
#include <string>

#include <orm/catalog/qualified_name.hpp>
#include <orm/catalog/sequence.hpp>

namespace orm::catalog {

/// The type of a column, a domain or a composite's field.
///
/// Built-in types keep `schema` empty and are spelled as Drizzle spells them (`varchar(255)`,
/// `timestamp(3) with time zone`). A user's own type carries its schema. `dimensions` counts `[]`.
struct column_type {
    std::string schema;
    std::string name;
    int dimensions = 0;

    bool is_user_defined() const { return !schema.empty(); }
    friend bool operator==(const column_type&, const column_type&) = default;
};

enum class generation { stored, computed_on_read };

/// GENERATED ALWAYS AS (expression).
struct generated {
    generation kind = generation::stored;
    std::string expression;

    friend bool operator==(const generated&, const generated&) = default;
};

enum class identity_kind { always, by_default };

/// GENERATED ... AS IDENTITY with the sequence behind it.
struct identity {
    identity_kind kind = identity_kind::always;
    std::string sequence_name;
    sequence_options options;

    friend bool operator==(const identity&, const identity&) = default;
};

/// `default_expression` is SQL text as it stands behind DEFAULT, without the cast that DDL adds.
/// `owned_sequence` names the sequence of a serial column when it is not `table_column_seq`.
struct column {
    std::string name;
    column_type type;
    bool is_not_null = false;
    std::optional<std::string> default_expression;
    std::optional<catalog::generated> generated;
    std::optional<catalog::identity> identity;
    std::string collation;
    std::string owned_sequence;
    std::string comment;

    friend bool operator==(const column&, const column&) = default;
};

}  // namespace orm::catalog
